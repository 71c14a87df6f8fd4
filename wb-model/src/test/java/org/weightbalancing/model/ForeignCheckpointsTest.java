package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Nesterovs;
import outside.models.Recorded;

/** What a file from somebody else may not do. */
class ForeignCheckpointsTest {

    private static final String IDENTITY = "org.nd4j.linalg.activations.impl.ActivationIdentity";
    private static final AtomicInteger MADE = new AtomicInteger();

    /** Acts when Java deserializes it. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;

        @Serial
        private void readObject(ObjectInputStream in) {
            MADE.incrementAndGet();
        }
    }

    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(String name, byte[] content) {}

    @TempDir
    private Path folder;

    private Path file;
    private List<Part> parts;

    @BeforeEach
    void writeANetwork() throws IOException {
        file = folder.resolve("network.zip");
        ResNetSpec spec = new ResNetSpec(List.of(1), 2, Shortcut.PAD, 3, 4, 4, 3, 5, DataType.FLOAT);
        Checkpoints.write(Networks.build(spec, new Nesterovs(0.1, 0.9)), file);
        parts = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.add(new Part(entry.getName(), zip.readAllBytes()));
            }
        }
        assertThat(parts)
                .extracting(Part::name)
                .containsExactly("configuration.json", "coefficients.bin", "updaterState.bin");
        MADE.set(0);
    }

    private ComputationGraph read() throws IOException {
        return read(Set.of());
    }

    private ComputationGraph read(Set<String> packages) throws IOException {
        Files.write(file, zipped());
        return Checkpoints.read(file, packages);
    }

    // ZipOutputStream refuses to write an entry twice, so that one is renamed afterwards.
    private byte[] zipped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Part part : parts) {
                zip.putNextEntry(new ZipEntry(part.name()));
                zip.write(part.content());
            }
        }
        return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1)
                .replace("coefficients.bi2", "coefficients.bin")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private String configuration() {
        return new String(parts.get(0).content(), StandardCharsets.UTF_8);
    }

    private void configuration(String json) {
        parts.set(0, new Part("configuration.json", json.getBytes(StandardCharsets.UTF_8)));
    }

    private void configuration(String old, String fresh) {
        assertThat(configuration()).contains(old);
        configuration(configuration().replace(old, fresh));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(this::read)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(file + " is not a network that can be read: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anUnchangedFileIsRead() throws IOException {
        assertThat(read().numParams()).isPositive();
        assertThat(Checkpoints.read(new ByteArrayInputStream(zipped()), Set.of())
                        .params())
                .isEqualTo(read().params());
    }

    @Test
    void theUpdaterStateIsReadToo() throws IOException {
        byte[] state = parts.get(2).content();
        state[state.length - 4] = 0x40;
        state[state.length - 3] = 0x20;
        state[state.length - 2] = 0;
        state[state.length - 1] = 0;
        var restored = read().getUpdater().getStateViewArray();
        assertThat(restored.getFloat(restored.length() - 1)).isEqualTo(2.5f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.script.ScriptEngineManager",
                "java.lang.Object",
                "org.deeplearning4j.nn.configured.Evil",
                "org.nd4j.linalg.activations.impl.ActivationIdentity<javax.script.ScriptEngineManager>",
                "[Lorg.nd4j.linalg.activations.impl.ActivationIdentity;",
                "Evil",
                ""
            })
    void aClassOfAnotherPackageIsRefusedByName(String name) {
        configuration(IDENTITY, name);
        assertRefused().hasMessageContaining("it names the class '" + name + "', but the classes of a network are of");
    }

    @Test
    void aForeignClassIsMadeOnlyIfItsPackageIsNamed() throws IOException {
        configuration(IDENTITY, "outside.models.Recorded$Activation");
        assertOnlyMadeIfNamed("outside.models.Recorded$Activation");
    }

    @Test
    void aListThatStandsForAnObjectIsRefusedToo() throws IOException {
        String updater = "\"iupdater\" : \\{[^}]*}";
        assertThat(configuration()).containsPattern(updater);
        configuration(
                configuration().replaceAll(updater, "\"iupdater\" : [ \"outside.models.Recorded\\$Updater\", { } ]"));
        parts.remove(2);
        assertOnlyMadeIfNamed("outside.models.Recorded$Updater");
    }

    private void assertOnlyMadeIfNamed(String className) throws IOException {
        int before = Recorded.made();
        assertRefused().hasMessageContaining("it names the class '" + className + "'");
        assertThat(Recorded.made()).isEqualTo(before);
        assertThat(read(Set.of("outside"))).isNotNull();
        assertThat(Recorded.made()).isGreaterThan(before);
    }

    @Test
    void aDistributionOfAnotherPackageIsRefused() {
        configuration(
                "org.deeplearning4j.nn.conf.distribution.NormalDistribution", "outside.models.Recorded$Activation");
        assertRefused().hasMessageContaining("'outside.models.Recorded$Activation'");
    }

    @Test
    void aClassAtAPlaceThatNothingReadsIsRefused() {
        configuration(
                "\"backpropType\"", "\"more\" : [ [ { \"@class\" : \"java.lang.Runtime\" } ] ], \"backpropType\"");
        assertRefused().hasMessageContaining("'java.lang.Runtime'");
    }

    @Test
    void aDoubledKeyIsRefused() {
        configuration(
                "\"@class\" : \"" + IDENTITY + "\"",
                "\"@class\" : \"" + IDENTITY + "\", \"@class\" : \"" + IDENTITY + "\"");
        assertRefused().hasMessageContaining("Duplicate field '@class'");
    }

    @Test
    void aDeepOrLongConfigurationIsRefused() {
        String original = configuration();
        configuration("\"backpropType\"", "\"more\" : " + "[".repeat(70) + "]".repeat(70) + ", \"backpropType\"");
        assertRefused().hasMessageContaining("deeper than 64");
        configuration(original);
        configuration("\"backpropType\"", "\"more\" : " + "1".repeat(100_000) + ", \"backpropType\"");
        assertRefused().hasMessageContaining("a number of 100000 digits");
        configuration(original + " ".repeat(16 << 20));
        assertRefused().hasMessageContaining("longer than 16777216 bytes");
        configuration(original.substring(0, 500));
        assertRefused().hasMessageContaining("its configuration is damaged: Unexpected end-of-input");
    }

    @Test
    void serializedObjectsAreRefusedUnread() throws IOException {
        ByteArrayOutputStream gadget = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(gadget)) {
            out.writeObject(new Gadget());
        }
        for (String name : List.of("preprocessor.bin", "normalizer.bin")) {
            parts.add(new Part(name, gadget.toByteArray()));
            assertRefused().hasMessageContaining("it holds '" + name + "', which is no part of a network");
            parts.remove(3);
        }
        parts.add(1, new Part("preprocessor.bin", gadget.toByteArray()));
        assertRefused().hasMessageContaining("it holds 'preprocessor.bin' where 'coefficients.bin' belongs");
        assertThat(MADE.get()).isZero();
    }

    @Test
    void anEntryOutsideOrTwiceOrElsewhereIsRefused() {
        parts.add(new Part("../evil", new byte[1]));
        assertRefused().hasMessageContaining("it holds '../evil', which is no part of a network");
        parts.remove(3);
        parts.add(2, new Part("coefficients.bi2", parts.get(1).content()));
        assertRefused().hasMessageContaining("it holds 'coefficients.bin' twice");
        parts.remove(2);
        parts.add(0, parts.remove(1));
        assertRefused().hasMessageContaining("it holds 'coefficients.bin' where 'configuration.json' belongs");
        parts.clear();
        parts.add(new Part("noParams.marker", new byte[0]));
        assertRefused().hasMessageContaining("it holds 'noParams.marker' where 'configuration.json' belongs");
    }

    @Test
    void asManyNumbersAsTheConfigurationHasAreRead() throws IOException {
        byte[] coefficients = parts.get(1).content();
        byte[] longer = Arrays.copyOf(coefficients, coefficients.length + 4);
        parts.set(1, new Part("coefficients.bin", longer));
        assertRefused().hasMessageContaining("it holds more than the ");
        byte[] shorter = Arrays.copyOf(coefficients, coefficients.length - 4);
        parts.set(1, new Part("coefficients.bin", shorter));
        assertRefused().hasMessageContaining("it ends within its parameters");
        // The length is the long after the second word MIXED_DATA_TYPES.
        byte[] announced = coefficients.clone();
        announced[80 + 18] = 0x7f;
        parts.set(1, new Part("coefficients.bin", announced));
        assertRefused()
                .hasMessageContaining("it holds 9151314442816848")
                .hasMessageContaining("but its configuration has");
        byte[] shape = coefficients.clone();
        shape[18] = 0x7f;
        parts.set(1, new Part("coefficients.bin", shape));
        assertRefused().hasMessageContaining("its parameters are no row");
    }

    @Test
    void parametersMayBeAbsentOnlyFromANetworkWithout() {
        parts.set(1, new Part("noParams.marker", new byte[0]));
        assertRefused().hasMessageContaining("it has no parameters, but its configuration has ");
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        byte[] whole = zipped();
        for (int length = 0; length < whole.length * 9 / 10; length += whole.length / 40) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoints.read(file))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith(file + " is not a network that can be read: ");
        }
    }

    @Test
    void aChangedByteIsNoticed() throws IOException {
        byte[] whole = zipped();
        whole[whole.length / 2] ^= 1;
        Files.write(file, whole);
        assertThatThrownBy(() -> Checkpoints.read(file)).isInstanceOf(UncheckedIOException.class);
    }
}

package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StateFileTest {

    private static final Map<String, byte[]> PARTS =
            Map.of("streams/mixup-1.bin", new byte[] {1, -2, 3}, "log.csv", "a,b\n".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private static TrainingState state(Map<String, INDArray> arrays) {
        return new TrainingState(
                "stage \"1\" \u00e4",
                new StagePosition(2, 7, 27, true, 1L << 40, 0.1 + 0.2, 1e-300, 5),
                List.of(
                        new EpochRecord(0, 0.1, 1.0 / 3, Double.NaN, 1.5, Double.POSITIVE_INFINITY),
                        new EpochRecord(1, Double.MIN_VALUE, Math.PI, -0.0, 2, 3)),
                1,
                arrays);
    }

    private static TrainingState small() {
        return state(Map.of("parameters", Nd4j.createFromArray(1f, 2.5f, -3f), "best", Nd4j.createFromArray(0.1, 0.2)));
    }

    private Path written(TrainingState state) throws IOException {
        Path file = folder.resolve("state.zip");
        StateFile.write(file, state, PARTS);
        return file;
    }

    private static void assertSame(SavedState saved, TrainingState state) {
        assertThat(saved.state()).isEqualTo(state);
        state.arrays()
                .forEach((name, array) ->
                        Exactly.assertSame(saved.state().arrays().get(name), array));
        assertThat(saved.parts().keySet()).isEqualTo(PARTS.keySet());
        PARTS.forEach((name, bytes) -> assertThat(saved.parts().get(name)).isEqualTo(bytes));
    }

    @Test
    void keepsEveryNumberExactly() throws IOException {
        assertSame(StateFile.read(written(small())), small());
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("state.zip"));
        assertThat(folder.resolve("state.zip.tmp")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE", "HALF", "BFLOAT16"})
    void keepsArraysOfEachTypeAndOrder(DataType type) throws IOException {
        // More than one chunk, and a view whose values do not lie side by side.
        INDArray large =
                Nd4j.arange(600_001).castTo(DataType.DOUBLE).divi(1e5).subi(3).castTo(type);
        INDArray view = Nd4j.arange(12).reshape(3, 4).castTo(type).getColumn(2);
        TrainingState read = StateFile.read(written(state(Map.of("parameters", large, "updater", view))))
                .state();
        Exactly.assertSame(read.arrays().get("parameters"), large);
        assertThat(read.arrays().get("updater").castTo(DataType.DOUBLE).toDoubleVector())
                .containsExactly(2, 6, 10);
    }

    @Test
    void aWriteReplacesTheFileAndALeftoverOfAKilledOne() throws IOException {
        Files.writeString(folder.resolve("state.zip"), "old");
        Files.writeString(folder.resolve("state.zip.tmp"), "half of a state");
        assertSame(StateFile.read(written(small())), small());
        assertThat(folder.resolve("state.zip.tmp")).doesNotExist();
    }

    @Test
    void anInterruptedThreadWritesAndReads() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertSame(StateFile.read(written(small())), small());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        Path file = written(small());
        byte[] whole = Files.readAllBytes(file);
        for (int k = 0; k < 50; k++) {
            Files.write(file, Arrays.copyOf(whole, whole.length * k / 50));
            assertThatThrownBy(() -> StateFile.read(file))
                    .as("%s/50", k)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("training state " + file + " cannot be read: ");
        }
    }

    @Test
    void aFlippedByteIsRefusedOrChangesNothing() throws IOException {
        Path file = written(small());
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int k = 0; k < whole.length; k++) {
            byte[] flipped = whole.clone();
            flipped[k] ^= (byte) (1 << k % 8);
            Files.write(file, flipped);
            try {
                assertSame(StateFile.read(file), small());
            } catch (IOException e) {
                refused++;
            }
        }
        // Time stamps and the like may change; what counts is refused.
        assertThat(refused).isGreaterThan(whole.length / 2);
    }

    @Test
    void aValueThatChangedIsNamed() throws IOException {
        Path file = written(state(Map.of("parameters", Nd4j.createFromArray(1.0))));
        byte[] bytes = Files.readAllBytes(file);
        // 1.0 is 0x3ff0000000000000.
        int at = indexOf(bytes, new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f});
        bytes[at] = 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> StateFile.read(file))
                .hasMessageContaining("entry arrays/parameters.bin does not have its check sum");
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int k = 0; k + wanted.length <= bytes.length; k++) {
            if (Arrays.equals(bytes, k, k + wanted.length, wanted, 0, wanted.length)) {
                return k;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void foreignFilesAreRefusedWithWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> StateFile.read(folder.resolve("nothing.zip"))).isInstanceOf(NoSuchFileException.class);
        assertRefused("it has no entry state.json", Map.of("model.json", "{}"));
        assertRefused("its format is 2, allowed is 1", Map.of("state.json", "{\"format\": 2}"));
        assertRefused("its format is , allowed is 1", Map.of("state.json", "{}"));
        assertRefused("its header is no JSON object", Map.of("state.json", "[1]"));
        String empty = "{\"format\": 1, \"arrays\": {}, \"parts\": {}}";
        assertRefused(
                "it has entries [../evil, state.json], allowed are [state.json]",
                Map.of("state.json", empty, "../evil", "x"));
        assertRefused(
                "name of a part is \"../evil\"",
                Map.of("state.json", empty.replace("{}}", "{\"../evil\": 1}}"), "parts/../evil", "x"));
        assertRefused(
                "entry arrays/a.bin has 4 bytes, allowed are 400000000000000000",
                Map.of(
                        "state.json",
                        empty.replace(
                                "\"arrays\": {}",
                                "\"arrays\": {\"a\": {\"type\": \"FLOAT\", \"length\": 100000000000000000}}"),
                        "arrays/a.bin",
                        "1234"));
    }

    private void assertRefused(String why, Map<String, String> entries) throws IOException {
        Path file = folder.resolve("foreign.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, String> content : entries.entrySet()) {
                byte[] bytes = content.getValue().getBytes(StandardCharsets.UTF_8);
                CRC32 sum = new CRC32();
                sum.update(bytes);
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setSize(bytes.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(bytes);
            }
        }
        assertThatThrownBy(() -> StateFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "../x", "a/..", "a\\b", "\u00e4"})
    void partsHavePlainNames(String name) {
        Path file = folder.resolve("state.zip");
        assertThatThrownBy(() -> StateFile.write(file, small(), Map.of(name, new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name of a part is \"" + name + "\"");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskLeavesTheOldStateAndNoTemporary() throws IOException {
        Path file = written(small());
        byte[] old = Files.readAllBytes(file);
        // The device on which every write fails for want of space.
        Files.createSymbolicLink(folder.resolve("state.zip.tmp"), Path.of("/dev/full"));
        assertThatThrownBy(() -> StateFile.write(file, small(), Map.of())).isInstanceOf(IOException.class);
        assertThat(file).hasBinaryContent(old);
        assertThat(Files.isSymbolicLink(folder.resolve("state.zip.tmp"))).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNameComesToTheDiskToo() throws IOException {
        assertThat(ForcedPaths.among(folder, () -> written(small()))).containsExactly(folder.toString());
    }
}

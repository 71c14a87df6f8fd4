package org.weightbalancing.app.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.backend.BackendException;
import org.weightbalancing.app.system.Fact.Level;

final class DoctorTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    @Test
    void aWholeInstallationHasNoFault() {
        List<Fact> facts = new Doctor(List.of(folder), Backend::start, () -> "ONEDNN").facts();
        assertThat(facts)
                .extracting(Fact::what)
                .containsExactly("Java", "modules", "backend", "layers", "threads", "memory", "data");
        assertThat(facts).extracting(Fact::level).doesNotContain(Level.FAULT);
        assertThat(facts).contains(Fact.warn("modules", "wb is on the class path", "Start it with the launcher ./wb."));
        assertThat(facts.get(2).found()).startsWith("nd4j-native:1.0.0-M2.1:");
    }

    @Test
    void withoutABackendTheRestIsStillTold() {
        Supplier<Backend> none = () -> {
            throw new BackendException("No backend: build one.");
        };
        Supplier<String> notAsked = () -> {
            throw new AssertionError("asked without a backend");
        };
        List<Fact> facts = new Doctor(List.of(folder), none, notAsked).facts();
        assertThat(facts).contains(Fact.fault("backend", "none that works", "No backend: build one."));
        assertThat(facts).extracting(Fact::what).containsExactly("Java", "modules", "backend", "memory", "data");
    }

    @Test
    void layersOutsideOneDnnAreSlow() {
        assertThat(Doctor.layers("onednn").level()).isEqualTo(Level.OK);
        assertThat(Doctor.layers("ND4J").level()).isEqualTo(Level.WARN);
        assertThat(Doctor.layers("ND4J").found()).startsWith("ND4J, ");
    }

    @Test
    void moreThreadsThanProcessorsAreTooMany() {
        assertThat(Doctor.threads(2, 2)).isEqualTo(Fact.ok("threads", "2 for 2 processors"));
        assertThat(Doctor.threads(3, 2).level()).isEqualTo(Level.WARN);
        assertThat(Doctor.threads(3, 2).remedy()).isEqualTo("Set --threads or WB_THREADS to 2 or less.");
    }

    @Test
    void memoryMustFitTheMachineAndANetwork() {
        assertThat(Doctor.memory(2 * GIB, 4 * GIB, 8 * GIB))
                .isEqualTo(Fact.ok("memory", "2.0 GiB heap, 4.0 GiB for arrays, of 8.0 GiB"));
        assertThat(Doctor.memory(4 * GIB, 8 * GIB, 8 * GIB).remedy()).startsWith("Lower -Xmx");
        assertThat(Doctor.memory(GIB, 2 * GIB, 4 * GIB).remedy()).startsWith("Train in small batches");
    }

    @Test
    void dataSetsAreFoundByFolderName() throws IOException {
        Doctor doctor = new Doctor(List.of(folder), DoctorTest::started, () -> "onednn");
        assertThat(data(doctor).level()).isEqualTo(Level.WARN);
        Path cifar = Files.createDirectory(folder.resolve("cifar-100-binary"));
        assertThat(data(doctor).level()).isEqualTo(Level.WARN);
        Files.createFile(cifar.resolve("train.bin"));
        assertThat(data(doctor)).isEqualTo(Fact.ok("data", cifar.toString()));
        Doctor within = new Doctor(List.of(cifar), DoctorTest::started, () -> "onednn");
        assertThat(data(within)).isEqualTo(Fact.ok("data", cifar.toString()));
    }

    @Test
    void remediesStandBelowTheirFindings() {
        StringWriter text = new StringWriter();
        Doctor.print(List.of(Fact.ok("Java", "17"), Fact.warn("threads", "3 for 2", "Use 2.")), new PrintWriter(text));
        assertThat(text.toString().lines())
                .containsExactly("ok     Java     17", "warn   threads  3 for 2", "                Use 2.");
    }

    private static Backend started() {
        return Backend.start();
    }

    private static Fact data(Doctor doctor) {
        return doctor.facts().stream()
                .filter(fact -> fact.what().equals("data"))
                .findFirst()
                .orElseThrow();
    }
}

package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.system.SelfTest;

/** The packaged application, in a JVM of its own, on the module path. */
final class ModulePathIT {
    private static final Path MODS = Path.of(System.getProperty("wb.mods"));

    private static JavaProcess.Result selfTest;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        selfTest = JavaProcess.run(
                "-p",
                MODS.toString(),
                "--add-modules",
                "ALL-MODULE-PATH",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-m",
                "org.weightbalancing.app/" + SelfTest.class.getName());
        assertThat(selfTest.exit()).as(selfTest.toString()).isZero();
    }

    @Test
    void allSixPartsAreExplicitModules() {
        assertThat(selfTest.lines())
                .contains(
                        "org.weightbalancing.app explicit",
                        "org.weightbalancing.data explicit",
                        "org.weightbalancing.eval explicit",
                        "org.weightbalancing.model explicit",
                        "org.weightbalancing.regularizers explicit",
                        "org.weightbalancing.train explicit");
        assertThat(selfTest.out()).doesNotContain(" automatic");
    }

    @Test
    void noClassOfOursIsInTheUnnamedModule() {
        List<String> classes =
                selfTest.lines().stream().filter(line -> line.contains(" in ")).toList();
        assertThat(classes).hasSize(6).allSatisfy(line -> {
            String module = line.substring(line.indexOf(" in module ") + " in module ".length());
            assertThat(line).startsWith(module + ".");
        });
    }

    @Test
    void aNetworkTrainsAndSurvivesBeingWritten() {
        List<Double> losses = selfTest.lines().stream()
                .filter(line -> line.startsWith("loss "))
                .map(line -> Double.valueOf(line.substring("loss ".length())))
                .toList();
        assertThat(losses).hasSize(2);
        assertThat(losses.get(1)).isPositive().isLessThan(losses.get(0));
        assertThat(selfTest.lines()).contains("restored true");
    }

    @Test
    void theLauncherStartsIt() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("wb.launcher"), "--version");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        JavaProcess.Result result = JavaProcess.run(builder);
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith("wb " + System.getProperty("wb.version"));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void nothingIsLogged() {
        assertThat(selfTest.err()).isEmpty();
    }
}

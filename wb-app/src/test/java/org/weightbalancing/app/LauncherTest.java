package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script wb beside a java and a mvnw that only say how they were called. */
final class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            if [ "$*" = -version ]; then echo 'openjdk version "%s" 2025-04-15' >&2; exit 0; fi
            echo "threads ${OMP_NUM_THREADS:-default}"
            echo "waiting $GOMP_SPINCOUNT $OPENBLAS_THREAD_TIMEOUT"
            for argument do echo "$argument"; done
            exit 7
            """;
    private static final String MVNW = """
            #!/bin/sh
            echo "mvnw in $PWD: $*"
            mkdir -p wb-app/target && touch wb-app/target/distribution.complete
            """;

    @TempDir
    Path temporary;

    private Path home;
    private Path jdk;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        temporary = temporary.toRealPath();
        home = Files.createDirectories(temporary.resolve("the project"));
        script(home.resolve("wb"), Files.readString(Path.of(System.getProperty("basedir"), "..", "wb")));
        script(home.resolve("mvnw"), MVNW);
        Files.createDirectories(home.resolve("wb-app/target"));
        Files.createFile(home.resolve("wb-app/target/distribution.complete"));
        jdk = java("17.0.15");
    }

    @Test
    void argumentsAndExitCodePassUnchanged() throws IOException, InterruptedException {
        JavaProcess.Result result = launch(home.resolve("wb"), Map.of(), "train", "two words", "a*b", "");
        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsSubsequence(
                        "threads default",
                        "-p",
                        home + "/wb-app/target/mods",
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "-m",
                        "org.weightbalancing.app/org.weightbalancing.app.Main",
                        "train",
                        "two words",
                        "a*b",
                        "");
        assertThat(result.out()).doesNotContain("--enable-native-access");
    }

    @Test
    void linksAreFollowedFromAnyFolder() throws IOException, InterruptedException {
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("inner"), Path.of("..", "the project", "wb"));
        Files.createSymbolicLink(bin.resolve("outer"), bin.resolve("inner"));
        assertThat(launch(bin.resolve("outer"), Map.of()).lines()).contains(home + "/wb-app/target/mods");
    }

    @Test
    void threadsComeFromTheCommandLineThenFromTheEnvironment() throws IOException, InterruptedException {
        Path wb = home.resolve("wb");
        Map<String, String> four = Map.of("WB_THREADS", "4");
        assertThat(launch(wb, four, "train").lines()).contains("threads 4");
        assertThat(launch(wb, four, "train", "--threads", "2").lines()).contains("threads 2", "--threads");
        assertThat(launch(wb, four, "train", "--threads=3").lines()).contains("threads 3", "--threads=3");
        assertThat(launch(wb, Map.of(), "train", "--threads", "many").lines()).contains("threads default");
        assertThat(launch(wb, Map.of(), "train", "--threads", "0").lines()).contains("threads default");
        assertThat(launch(wb, Map.of(), "search", "--parallel", "2", "--parallel=3")
                        .lines())
                .as("the stem has the threads of every run; only trials divide them")
                .contains("threads default");
        JavaProcess.Result none = launch(wb, Map.of("WB_THREADS", "0"), "train");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).isEqualTo("wb: WB_THREADS is 0, but must be a whole number above 0\n");
    }

    @Test
    void waitingThreadsGiveWayUnlessTheEnvironmentSaysOtherwise() throws IOException, InterruptedException {
        Path wb = home.resolve("wb");
        assertThat(launch(wb, Map.of("GOMP_SPINCOUNT", "", "OPENBLAS_THREAD_TIMEOUT", ""), "train")
                        .lines())
                .contains("waiting 10000 4");
        assertThat(launch(wb, Map.of("GOMP_SPINCOUNT", "7", "OPENBLAS_THREAD_TIMEOUT", "20"), "train")
                        .lines())
                .contains("waiting 7 20");
    }

    @Test
    void ownOptionsOfTheJvmComeAfterOurs() throws IOException, InterruptedException {
        List<String> lines = launch(home.resolve("wb"), Map.of("WB_JAVA_OPTS", "-Xmx9g -Da=b"))
                .lines();
        assertThat(lines).containsSubsequence("-XX:MaxRAMPercentage=25", "-Xmx9g", "-Da=b", "-m");
    }

    @Test
    void plugInsStandOnTheModulePathBehindOurs() throws IOException, InterruptedException {
        Path wb = home.resolve("wb");
        Path jar = Files.createFile(temporary.resolve("one method.jar"));
        Path folder = Files.createDirectory(temporary.resolve("more"));
        String mods = home + "/wb-app/target/mods";
        assertThat(launch(wb, Map.of("WB_PLUGINS", jar + ":" + folder)).lines())
                .containsSubsequence("-p", mods + ":" + jar + ":" + folder, "--add-modules");
        assertThat(launch(wb, Map.of("WB_PLUGINS", ":" + jar + ":")).lines()).contains(mods + ":" + jar);
        assertThat(launch(wb, Map.of("WB_PLUGINS", "")).lines()).contains(mods);
    }

    @Test
    void aPlugInThatIsNotThereIsRefused() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temporary.resolve("more"));
        JavaProcess.Result result = launch(home.resolve("wb"), Map.of("WB_PLUGINS", folder + ":absent.jar"));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo(
                        "wb: WB_PLUGINS names absent.jar, which is not there; allowed are jars and folders of jars, with : in between\n");
    }

    @Test
    void laterJavasAreToldOfNativeAccess() throws IOException, InterruptedException {
        jdk = java("25");
        assertThat(launch(home.resolve("wb"), Map.of()).lines())
                .contains(
                        "--enable-native-access=org.bytedeco.javacpp,org.bytedeco.dnnl,org.bytedeco.opencl,nd4j.cpu,org.bytedeco.openblas",
                        "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void anUnfinishedDistributionIsBuiltFirst() throws IOException, InterruptedException {
        Files.delete(home.resolve("wb-app/target/distribution.complete"));
        JavaProcess.Result first = launch(home.resolve("wb"), Map.of(), "train");
        assertThat(first.exit()).isEqualTo(7);
        assertThat(first.err())
                .startsWith("wb: building wb for the first time")
                .endsWith("mvnw in " + home + ": -B -ntp -q -DskipTests package\n");
        assertThat(first.out()).doesNotContain("mvnw");
        assertThat(launch(home.resolve("wb"), Map.of(), "train").err()).isEmpty();
    }

    @Test
    void aFailedBuildEndsWithCodeThree() throws IOException, InterruptedException {
        Files.delete(home.resolve("wb-app/target/distribution.complete"));
        script(home.resolve("mvnw"), "#!/bin/sh\nexit 1\n");
        JavaProcess.Result result = launch(home.resolve("wb"), Map.of());
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err())
                .endsWith("wb: the build failed; run './mvnw package' in " + home + " to see all of it.\n");
    }

    @Test
    void anOldJavaIsRefused() throws IOException, InterruptedException {
        jdk = java("1.8.0_292");
        JavaProcess.Result result = launch(home.resolve("wb"), Map.of());
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("wb: " + jdk + "/bin/java is Java 8; wb needs a JDK 17 or later (set JAVA_HOME).\n");
    }

    @Test
    void aFolderWithoutJavaIsRefused() throws IOException, InterruptedException {
        jdk = temporary.resolve("nothing");
        JavaProcess.Result result = launch(home.resolve("wb"), Map.of());
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("wb: JAVA_HOME is " + jdk + ", which has no bin/java; set it to a JDK 17 or later.\n");
    }

    private JavaProcess.Result launch(Path wb, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(wb.toString()).directory(temporary.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .keySet()
                .removeAll(List.of("WB_THREADS", "OMP_NUM_THREADS", "WB_JAVA_OPTS", "WB_PLUGINS"));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        return JavaProcess.run(builder);
    }

    private Path java(String version) throws IOException {
        Path folder = temporary.resolve("jdk-" + version);
        script(Files.createDirectories(folder.resolve("bin")).resolve("java"), JAVA.formatted(version));
        return folder;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A project of somebody else, which Maven builds against wb's jars from a repository: a copy of a folder of src/it, in
 * target/it. The repository holds wb alone and takes all else from the one that the build uses.
 */
final class OutsideProject {
    private static final Path APP = Path.of(System.getProperty("basedir")).toAbsolutePath();
    private static final Path HOME = APP.getParent();
    private static final Path WORK = APP.resolve("target/it");
    private static final Path REPOSITORY = WORK.resolve("repository");

    // The command of the documents, with the options that a build within a build needs.
    private static final String MVN = """
            mvn() {
                "$WB_MAVEN" -B -ntp $WB_MAVEN_OFFLINE "-Dmaven.repo.local=$WB_REPOSITORY" \\
                    "-Dmaven.repo.local.tail=$WB_REPOSITORY_BEHIND" "-Dnative.platform=$WB_PLATFORM" \\
                    "-Dnd4j.native.classifier=$WB_CLASSIFIER" "$@"
            }
            """;

    private final Path folder;

    private OutsideProject(Path folder) {
        this.folder = folder;
    }

    /** A fresh copy of a project, and of wb in the repository. */
    static OutsideProject of(String name) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        install();
        Path folder = WORK.resolve(name);
        delete(folder);
        copy(APP.resolve("src/it").resolve(name), folder);
        return new OutsideProject(folder);
    }

    Path folder() {
        return folder;
    }

    /** Runs the shell commands of a document in the project, up to the first that fails. */
    JavaProcess.Result run(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-euc", MVN + commands).directory(folder.toFile());
        String java = System.getProperty("java.home");
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", java,
                        "PATH", java + "/bin" + File.pathSeparator + System.getenv("PATH"),
                        // Many short runs: the second compiler would cost more than it gains.
                        "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1",
                        "WB", HOME.toString(),
                        "WB_MAVEN", System.getProperty("wb.maven"),
                        "WB_MAVEN_OFFLINE", System.getProperty("wb.offline").endsWith("=true") ? "-o" : "",
                        "WB_REPOSITORY", REPOSITORY.toString(),
                        "WB_REPOSITORY_BEHIND", System.getProperty("wb.repository"),
                        "WB_PLATFORM", System.getProperty("native.platform"),
                        "WB_CLASSIFIER", System.getProperty("nd4j.native.classifier")));
        return JavaProcess.run(builder);
    }

    private static void install() throws IOException {
        install("wb", HOME.resolve("pom.xml"));
        for (String module : List.of("wb-data", "wb-model", "wb-regularizers", "wb-train", "wb-eval", "wb-app")) {
            Path installed = install(module, HOME.resolve(module).resolve("pom.xml"));
            String jar = installed.getFileName().toString().replaceAll("pom$", "jar");
            Files.copy(
                    Path.of(System.getProperty("wb.mods"), jar),
                    installed.resolveSibling(jar),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path install(String artifact, Path pom) throws IOException {
        String version = System.getProperty("wb.version");
        Path folder =
                REPOSITORY.resolve("org/weightbalancing").resolve(artifact).resolve(version);
        Path installed = Files.createDirectories(folder).resolve(artifact + "-" + version + ".pom");
        return Files.copy(pom, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> all = files.toList();
                for (int i = all.size() - 1; i >= 0; i--) {
                    Files.delete(all.get(i));
                }
            }
        }
        assertThat(folder).doesNotExist();
    }
}

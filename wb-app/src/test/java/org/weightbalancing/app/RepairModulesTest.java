package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's tool RepairModules on small jars, each with one fault. */
final class RepairModulesTest {
    private static final Path SOURCE = Path.of(System.getProperty("basedir"), "src", "build", "RepairModules.java");
    private static final byte[] NO_CLASS = {1, 2, 3};

    @TempDir
    static Path tool;

    @TempDir
    Path temporary;

    private Path jars;
    private Path mods;

    @BeforeAll
    static void compile() {
        javac("-d", tool.toString(), SOURCE.toString());
    }

    @BeforeEach
    void folders() throws IOException {
        jars = Files.createDirectory(temporary.resolve("jars"));
        mods = temporary.resolve("mods");
    }

    @Test
    void aSoundJarStaysAsItIs() throws IOException, InterruptedException {
        jar("sound.jar", Map.of("module-info.class", descriptor("sound", ""), "a/A.class", NO_CLASS));
        assertThat(repair().exit()).isZero();
        assertThat(Files.readAllBytes(mods.resolve("sound.jar")))
                .isEqualTo(Files.readAllBytes(jars.resolve("sound.jar")));
        assertThat(module("sound").isAutomatic()).isFalse();
    }

    @Test
    void aJarThatRequiresAnAbsentModuleBecomesAutomaticUnderItsName() throws IOException, InterruptedException {
        jar("x-1.jar", Map.of("module-info.class", descriptor("my.x", "requires absent;"), "a/A.class", NO_CLASS));
        JavaProcess.Result result = repair();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "x-1.jar requires the absent module absent; made automatic", "1 modules resolve in " + mods);
        assertThat(module("my.x").isAutomatic()).isTrue();
        try (JarFile jar = new JarFile(mods.resolve("x-1.jar").toFile())) {
            assertThat(jar.getEntry("module-info.class")).isNull();
            assertThat(jar.getInputStream(jar.getEntry("a/A.class")).readAllBytes())
                    .isEqualTo(NO_CLASS);
        }
    }

    @Test
    void aJarThatRequiresAnAbsentModuleOnlyToCompileIsSound() throws IOException, InterruptedException {
        jar("x.jar", Map.of("module-info.class", descriptor("x", "requires static absent;"), "a/A.class", NO_CLASS));
        assertThat(repair().exit()).isZero();
        assertThat(module("x").isAutomatic()).isFalse();
    }

    @Test
    void aSharedFolderOfResourcesMakesBothAutomatic() throws IOException, InterruptedException {
        jar("x.jar", Map.of("module-info.class", descriptor("x", ""), "a/A.class", NO_CLASS, "res/p.txt", NO_CLASS));
        jar("y.jar", Map.of("module-info.class", descriptor("y", ""), "b/B.class", NO_CLASS, "res/p.txt", NO_CLASS));
        assertThat(repair().exit()).isZero();
        assertThat(module("x").isAutomatic()).isTrue();
        assertThat(module("y").isAutomatic()).isTrue();
    }

    @Test
    void aShadedJarGivesUpPackagesOfOthers() throws IOException, InterruptedException {
        jar("shaded-1.0.jar", Map.of("org/nd4j/shade/s/S.class", NO_CLASS, "a/A.class", NO_CLASS));
        jar("owner-1.0.jar", Map.of("a/A.class", NO_CLASS));
        JavaProcess.Result result = repair();
        assertThat(result.lines()).contains("shaded-1.0.jar also holds a; dropped");
        assertThat(module("shaded").packages()).containsExactly("org.nd4j.shade.s");
        assertThat(module("owner").packages()).containsExactly("a");
    }

    @Test
    void aPackageInTwoJarsFailsTheBuild() throws IOException, InterruptedException {
        jar("x.jar", Map.of("module-info.class", descriptor("x", "requires y;"), "a/A.class", NO_CLASS));
        jar("y.jar", Map.of("a/A.class", NO_CLASS));
        JavaProcess.Result result = repair();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("do not resolve").contains("package a");
    }

    @Test
    void aMissingArgumentIsAUsageError() throws IOException, InterruptedException {
        JavaProcess.Result result = run(jars.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).startsWith("usage: ");
    }

    private JavaProcess.Result repair() throws IOException, InterruptedException {
        return run(jars.toString(), mods.toString());
    }

    private static JavaProcess.Result run(String... folders) throws IOException, InterruptedException {
        return JavaProcess.run(Stream.concat(Stream.of("-cp", tool.toString(), "RepairModules"), Stream.of(folders))
                .toArray(String[]::new));
    }

    private ModuleDescriptor module(String name) {
        return ModuleFinder.of(mods).find(name).orElseThrow().descriptor();
    }

    private void jar(String name, Map<String, byte[]> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jars.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    /** Compiles a descriptor beside modules "absent" and "y", which the jar then lacks. */
    private byte[] descriptor(String name, String body) throws IOException {
        Path sources = Files.createTempDirectory(temporary, "sources");
        for (String module : new String[] {"absent", "y", name}) {
            Path folder = Files.createDirectories(sources.resolve(module));
            String text = "module " + module + " { " + (module.equals(name) ? body : "") + " }";
            Files.writeString(folder.resolve("module-info.java"), text);
        }
        Path classes = Files.createTempDirectory(temporary, "classes");
        javac("--module-source-path", sources.toString(), "-m", name, "-d", classes.toString());
        return Files.readAllBytes(classes.resolve(name).resolve("module-info.class"));
    }

    private static void javac(String... arguments) {
        StringWriter log = new StringWriter();
        PrintWriter writer = new PrintWriter(log);
        int exit = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments);
        assertThat(exit).as(log.toString()).isZero();
    }
}

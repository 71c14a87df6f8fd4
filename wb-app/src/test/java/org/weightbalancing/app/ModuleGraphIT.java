package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules as packaged: a star of leaves that do not know one another, and leaves that serve alone. */
final class ModuleGraphIT {
    private static final Path MODS = Path.of(System.getProperty("wb.mods"));
    private static final Path PROBES = Path.of(System.getProperty("basedir"), "src", "test", "probes");
    private static final String PREFIX = "org.weightbalancing.";

    @TempDir
    Path alone;

    @Test
    void thereAreFiveLeavesAndTheApplication() {
        assertThat(own().keySet())
                .containsExactly(
                        PREFIX + "app",
                        PREFIX + "data",
                        PREFIX + "eval",
                        PREFIX + "model",
                        PREFIX + "regularizers",
                        PREFIX + "train");
        assertThat(own().values()).noneMatch(ModuleDescriptor::isAutomatic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "eval", "model", "regularizers", "train"})
    void aLeafRequiresNoOtherModuleOfOurs(String leaf) {
        assertThat(required(leaf)).noneMatch(name -> name.startsWith(PREFIX));
    }

    @Test
    void onlyTheApplicationKnowsWiringFilesAndPlots() {
        List<String> tools = List.of(
                "com.google.guice",
                "info.picocli",
                "org.apache.xmlgraphics.batik.svggen",
                "org.jfree.jfreechart",
                "org.slf4j");
        assertThat(required("app")).containsAll(tools);
        for (String leaf : List.of("data", "eval", "model", "regularizers", "train")) {
            assertThat(required(leaf)).as(leaf).doesNotContainAnyElementsOf(tools);
            assertThat(required(leaf)).as(leaf).noneMatch(name -> name.startsWith("com.fasterxml"));
        }
    }

    @Test
    void everyPackageStartsWithTheNameOfItsModule() {
        own().forEach((name, module) -> assertThat(module.packages())
                .isNotEmpty()
                .allMatch(packageName -> (packageName + ".").startsWith(name + ".")));
    }

    @Test
    void onlyPackagesForOthersAreExported() {
        assertThat(own().get(PREFIX + "app").exports().stream().map(ModuleDescriptor.Exports::source))
                .containsExactlyInAnyOrder(
                        PREFIX + "app.backend",
                        PREFIX + "app.experiment",
                        PREFIX + "app.file",
                        PREFIX + "app.predict",
                        PREFIX + "app.search",
                        PREFIX + "app.setting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "data", "eval", "model", "regularizers", "train"})
    void noPackageNeedsOneThatNeedsIt(String part) {
        Map<String, Set<String>> needed = PackageGraph.of(MODS, "wb-" + part);
        assertThat(needed.keySet()).isSubsetOf(own().get(PREFIX + part).packages());
        assertThat(PackageGraph.inCircles(needed)).isEmpty();
    }

    @Test
    void evaluationNeedsNothingButTheJdk() throws IOException, InterruptedException {
        JavaProcess.copyJars(MODS, alone, jar -> jar.startsWith("wb-eval-"));
        JavaProcess.Result result = probe("EvaluationAlone.java");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.lines()).containsExactly("[org.weightbalancing.eval]", "0.75");
    }

    @Test
    void regularizersNeedNoOtherModuleOfOurs() throws IOException, InterruptedException {
        JavaProcess.copyJars(MODS, alone, jar -> !jar.matches("(wb|logback)-.*") || jar.startsWith("wb-regularizers-"));
        JavaProcess.Result result = probe("RegularizersAlone.java");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.lines()).containsExactly("[org.weightbalancing.regularizers]", "[1.000, 1.000, 1.000]");
    }

    private JavaProcess.Result probe(String source) throws IOException, InterruptedException {
        return JavaProcess.run(
                "-p",
                alone.toString(),
                "--add-modules",
                "ALL-MODULE-PATH",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                PROBES.resolve(source).toString());
    }

    private static Map<String, ModuleDescriptor> own() {
        return ModuleFinder.of(MODS).findAll().stream()
                .map(found -> found.descriptor())
                .filter(module -> module.name().startsWith(PREFIX))
                .collect(Collectors.toMap(ModuleDescriptor::name, module -> module, (a, b) -> a, TreeMap::new));
    }

    private static Set<String> required(String part) {
        return own().get(PREFIX + part).requires().stream().map(Requires::name).collect(Collectors.toSet());
    }
}

package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page docs/add-a-method.md beside the project that it shows. */
final class AddAMethodTest {
    private static final Path PROJECT = Path.of(System.getProperty("basedir"), "src", "it", "add-a-method");

    @Test
    void thePageShowsEveryFileAsItIs() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Document page = Document.read("add-a-method.md");
        Stream.of("java", "text")
                .flatMap(language -> page.blocks(language).stream())
                .forEach(block -> shown.put(block.heading().replaceAll("[`:]", ""), block.code()));
        assertThat(shown).isEqualTo(files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PolyLoss.java", "MinNorm.java"})
    void aMethodTakesFortyLinesAtMost(String file) throws IOException {
        List<String> lines = Files.readAllLines(
                        PROJECT.resolve("src/main/java/my/methods").resolve(file))
                .stream()
                .filter(line -> !line.isBlank() && !line.startsWith("import "))
                .toList();
        assertThat(lines).hasSizeBetween(1, 40);
        assertThat(Document.read("add-a-method.md").text()).contains("`" + file + "` " + lines.size() + ",");
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(PROJECT.resolve("src"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(PROJECT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }
}

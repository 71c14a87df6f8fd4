package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.StudyFolder;

/** The page about search is true: its search file is one, its program compiles and finds what it says. */
class SearchDocumentTest {

    @TempDir
    private Path folder;

    @Test
    void theSearchFileIsOne() throws Exception {
        String text = Document.read("search.md").blocks("yaml").get(0).code();

        Search search = new SearchFile(Catalog.load())
                .parse("docs/search.md", text, Path.of(System.getProperty("basedir"), "experiments"));

        assertThat(search.space().dimensions())
                .extracting(Dimension::name)
                .contains("stages.balance.learning-rate", "stages.balance.loss.beta");
        assertThat(search.stem()).isEqualTo(1);
    }

    @Test
    void theProgramFindsTheValley() throws Exception {
        String code = Document.read("search.md").blocks("java").get(0).code();
        Path source = Files.writeString(folder.resolve("Valley.java"), code);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath(), "-d", folder.toString(), source.toString());
        assertThat(compiled).isZero();

        String printed = printed(folder.resolve("study"));

        assertThat(printed).startsWith("trial ").contains("COMPLETE=");
        StudyFolder study = StudyFolder.open(folder.resolve("study"));
        assertThat(study.trials()).hasSize(60);
        // Half the way down takes a rate near 0.02 and much momentum; the median of chance is far above.
        assertThat(study.description()
                        .goal()
                        .best(study.trials())
                        .orElseThrow()
                        .score()
                        .getAsDouble())
                .isLessThan(0.05);
    }

    private static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        return System.getProperty("java.class.path") + System.getProperty("path.separator") + modules;
    }

    private String printed(Path study) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            loader.loadClass("Valley").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {study.toString()});
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

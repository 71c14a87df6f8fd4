package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.file.ExperimentSchema;
import org.weightbalancing.app.file.SearchSchema;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.run.ExitCode;

final class SchemaCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int wb(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void theSchemaIsPrinted() {
        assertThat(wb("schema")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo(ExperimentSchema.of(Yaml.CATALOG));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theSchemaIsWrittenToAFileInPlaceOfWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("experiment.schema.json"), "old");
        assertThat(wb("schema", "-o", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(file).content().isEqualTo(ExperimentSchema.of(Yaml.CATALOG));
        assertThat(out.toString()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theSchemaOfSearchesIsPrinted() {
        assertThat(wb("schema", "--search")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo(SearchSchema.of(Yaml.CATALOG));
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(wb("schema", "-o", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("wb: --output is " + folder + ", but must be a file");
        assertThat(wb("schema", "-o", "/")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void helpNamesTheLineOfEditors() {
        assertThat(wb("schema", "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("# yaml-language-server: $schema=experiment.schema.json");
    }
}

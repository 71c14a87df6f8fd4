package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One module of wb in a project of somebody else, by the commands of docs/use-one-module.md. */
final class UseOneModuleIT {

    @ParameterizedTest
    @CsvSource({"only-regularizers, norms", "only-train, loss", "only-eval, few-shot accuracy"})
    void aProjectRunsOnTheClassPathAndOnTheModulePath(String name, String result)
            throws IOException, InterruptedException {
        List<Document.Block> commands = Document.read("use-one-module.md").blocks("sh");
        assertThat(commands).hasSize(2);
        JavaProcess.Result run = OutsideProject.of(name).run(commands.get(1).code());
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.lines().stream().filter(line -> line.startsWith(result + " ")))
                .as(run.toString())
                .hasSize(2);
    }
}

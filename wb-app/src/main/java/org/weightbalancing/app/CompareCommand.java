package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the results of several runs side by side. */
@Command(
        name = "compare",
        description = {
            "Print the methods of several runs in one table.",
            "Runs on other training or test images than the first are marked: their numbers do not compare."
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Directories of earlier runs.")
    private List<Path> runs = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Comparison.text(
                runs.stream().map(RunDirectory::open).map(ComparedRun::read).toList()));
        out.flush();
        return ExitCode.OK;
    }
}

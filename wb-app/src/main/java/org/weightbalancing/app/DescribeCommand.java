package org.weightbalancing.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains what experiment files can say. */
@Command(
        name = "describe",
        description = "Explain a component of experiments: its settings, defaults and ranges, with an example.",
        mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "COMPONENT",
            defaultValue = "experiment",
            description = "A component such as max-norm, a kind such as regularizer, or experiment for the whole file "
                    + "(default: ${DEFAULT-VALUE}).")
    private String component;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(new Describe(Catalog.load()).of(component));
        out.flush();
        return ExitCode.OK;
    }
}

package org.weightbalancing.app;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.Describe;
import org.weightbalancing.app.run.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains what experiment and search files can say. */
@Command(
        name = "describe",
        description = "Explain a component of experiments: its settings, defaults and ranges, with an example.",
        mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "COMPONENT",
            arity = "0..1",
            description =
                    "A component such as max-norm, a kind such as regularizer, or experiment or search for the whole "
                            + "file; none for a list of all names.")
    private Optional<String> component = Optional.empty();

    @Option(names = "--all", description = "Describe the experiment file, the search file and every component in full.")
    private boolean all;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (all && component.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--all describes every component; name '" + component.get() + "' or give --all");
        }
        Describe describe = new Describe(Catalog.load());
        out.print(all ? describe.all() : component.map(describe::of).orElseGet(describe::overview));
        out.flush();
        return ExitCode.OK;
    }
}

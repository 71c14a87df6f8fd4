package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.compare.ComparedFolders;
import org.weightbalancing.app.compare.Comparison;
import org.weightbalancing.app.compare.PairedComparison;
import org.weightbalancing.app.compare.PairedSide;
import org.weightbalancing.app.compare.PairedText;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.text.Printable;
import org.weightbalancing.app.text.TableFormat;
import org.weightbalancing.eval.Metric;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the results of several runs side by side. */
@Command(
        name = "compare",
        description = {
            "Print the methods of several runs in one table.",
            "Runs on other training or test images than the first are marked: their numbers do not compare. A folder of "
                    + "repetitions gives mean, standard deviation and 95 %% t-interval over its seeds. Runs that are not "
                    + "complete are left out.",
            "With --paired, compare two methods on the same test images by a bootstrap."
        },
        footer = {
            "",
            "wb compare A B --paired compares the last method of A with that of B; --method NAME takes that method of "
                    + "both, and A:NAME the method NAME of A. A and B may be one folder. Repetitions are averaged; their "
                    + "number may differ."
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Directories of earlier runs, or folders of repetitions.")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--paired",
            description = "Bootstrap the difference of two methods over the test images that both were tested on.")
    private boolean paired;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "With --paired: the method of a run that names none (default: its last).")
    private Optional<String> method = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "${COMPLETION-CANDIDATES}; Markdown and LaTeX have the best value of a column in bold, and all "
                            + "but text the 95 %% intervals of single runs (default: ${DEFAULT-VALUE}).")
    private TableFormat format = TableFormat.TEXT;

    @Option(
            names = "--metrics",
            paramLabel = "LIST",
            split = ",",
            converter = MetricConverter.class,
            description = "The columns, by the names that report.json has, such as few,macro-f1,nll,ece (default: "
                    + "many,medium,few,accuracy).")
    private List<Metric> metrics = Comparison.METRICS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(paired ? paired() : table());
        out.flush();
        return ExitCode.OK;
    }

    private String table() {
        if (method.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--method needs --paired");
        }
        PrintWriter err = spec.commandLine().getErr();
        List<ComparedRuns> complete = ComparedFolders.read(
                runs.stream().map(Path::of).toList(), sentence -> err.println("wb: " + Printable.line(sentence)));
        return Comparison.of(complete, metrics.stream().distinct().toList(), format);
    }

    private String paired() {
        if (format != TableFormat.TEXT) {
            throw new ParameterException(spec.commandLine(), "--format is of the table, not of --paired");
        }
        if (runs.size() != 2) {
            throw new ParameterException(
                    spec.commandLine(), "--paired compares 2 runs, but " + runs.size() + " are given");
        }
        return PairedText.of(
                PairedComparison.of(PairedSide.of(runs.get(0), method), PairedSide.of(runs.get(1), method)));
    }
}

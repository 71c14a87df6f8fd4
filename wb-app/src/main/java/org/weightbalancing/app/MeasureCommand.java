package org.weightbalancing.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.measure.ForeignLogits;
import org.weightbalancing.app.measure.ForeignResults;
import org.weightbalancing.app.measure.ForeignText;
import org.weightbalancing.app.measure.LogitsDoubts;
import org.weightbalancing.app.result.Measuring;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.text.Printable;
import org.weightbalancing.app.text.TableFormat;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.ShotGroups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the logits of any network, wherever it was trained. */
@Command(
        name = "measure",
        description = {
            "Measure logits that any program has saved: accuracies by group, calibration, shifted test sets, intervals.",
            "LOGITS.npy is [items, classes], float32 or float64 in C order, as numpy.save writes it; labels are int32 or "
                    + "int64. docs/measure.md says what each number means."
        },
        mixinStandardHelpOptions = true)
final class MeasureCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGITS.npy", description = "The logits of the test items.")
    private Path logits;

    @Option(names = "--labels", paramLabel = "FILE", required = true, description = "Their true classes, a .npy file.")
    private Path labels;

    @Option(
            names = "--train-counts",
            paramLabel = "COUNTS",
            required = true,
            description =
                    "Training images of each class: a .npy file, a CSV of numbers or of class,number, or a list as "
                            + "500,60,5.")
    private String counts;

    @Option(
            names = "--mirrored",
            paramLabel = "FILE",
            description = "The logits of the same items mirrored: those of both are averaged besides.")
    private Optional<Path> mirrored = Optional.empty();

    @Option(
            names = "--validation-logits",
            paramLabel = "FILE",
            description = "Logits of other items, to fit a temperature that the test is measured with besides.")
    private Optional<Path> validation = Optional.empty();

    @Option(names = "--validation-labels", paramLabel = "FILE", description = "The true classes of those.")
    private Optional<Path> validationLabels = Optional.empty();

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Resamples for the 95 %% intervals, 0 for none (default: ${DEFAULT-VALUE}).")
    private int resamples = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "Of the bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, csv or json (default: ${DEFAULT-VALUE}).")
    private TableFormat format = TableFormat.TEXT;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (validation.isPresent() != validationLabels.isPresent()) {
            throw refusal("--validation-logits and --validation-labels need one another");
        }
        if (resamples < 0) {
            throw refusal("--bootstrap is " + resamples + ", allowed is 0 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.print(text());
        } catch (IllegalArgumentException e) {
            throw refusal(e.getMessage());
        } catch (FileSystemException e) {
            throw refusal(e.getFile() + " cannot be read: " + Reason.of(e));
        } catch (IOException e) {
            throw refusal("a file cannot be read: " + Reason.of(e));
        }
        out.flush();
        return ExitCode.OK;
    }

    private String text() throws IOException {
        LogitsFile test = LogitsFile.open(logits);
        Measuring measuring = new Measuring(
                test.labelsFrom(labels),
                CountsOption.read(counts, test.classes()),
                ShotGroups.standard(),
                resamples,
                seed);
        ForeignResults results = ForeignResults.of(new ForeignLogits(test, measuring), opened(mirrored), fitting(test));
        warn(new LogitsDoubts(test, opened(mirrored), opened(validation)));
        return switch (format) {
            case TEXT -> ForeignText.text(results);
            case CSV -> ForeignText.csv(results);
            case JSON -> ForeignText.json(results);
            case MARKDOWN, LATEX ->
                throw new IllegalArgumentException("--format is " + format + ", allowed are text, csv and json");
        };
    }

    private void warn(LogitsDoubts doubts) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        doubts.sentences().forEach(sentence -> err.println("wb: " + Printable.line(sentence)));
        err.flush();
    }

    private static Optional<LogitsFile> opened(Optional<Path> path) throws IOException {
        return path.isPresent() ? Optional.of(LogitsFile.open(path.get())) : Optional.empty();
    }

    private Optional<ForeignResults.Fitting> fitting(LogitsFile test) throws IOException {
        return validation.isPresent()
                ? Optional.of(ForeignResults.Fitting.of(
                        LogitsFile.open(validation.get()), validationLabels.orElseThrow(), test))
                : Optional.empty();
    }

    private ParameterException refusal(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}

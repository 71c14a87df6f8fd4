package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.report.Report;
import org.weightbalancing.app.report.ReportException;
import org.weightbalancing.app.report.StudyReport;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a page about runs. */
@Command(
        name = "report",
        description = {
            "Write one HTML page about runs: findings in words, tables, pictures, the experiment and where it was run.",
            "The page needs no network and no other file. A run that goes on is shown as far as it is; a folder of "
                    + "repetitions counts as its complete runs. Of a damaged file the page and a message tell.",
            "A study of 'wb search' has a page of its own: its trials, which hyperparameters matter, and the test of the "
                    + "selected trial alone."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Directories of runs, or folders of repetitions; or the folder of one study.")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "The page to write, replacing what was there (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            write(html());
        } catch (ReportException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("The report is in " + output);
        out.flush();
        return ExitCode.OK;
    }

    private String html() {
        Optional<Path> study = runs.stream().filter(StudyFolder::is).findFirst();
        if (study.isEmpty()) {
            return new Report(runs.stream().flatMap(ReportCommand::directories).toList()).html(this::tell);
        }
        if (runs.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), study.get() + " is a study, which has a page of its own: name it alone");
        }
        return new StudyReport(study.get()).html(this::tell);
    }

    private void tell(String damaged) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("wb: " + Printable.line(damaged) + "; the page is made without this file");
        err.flush();
    }

    private static Stream<Path> directories(Path run) {
        if (!RepetitionFolder.is(run)) {
            // Opened for its check; the page shows the path as it was given.
            RunDirectory.open(run);
            return Stream.of(run);
        }
        List<RunDirectory> complete = RepetitionFolder.open(run).complete();
        if (complete.isEmpty()) {
            throw new RunDirectoryException(run + " has no repetition that is complete");
        }
        return complete.stream().map(directory -> run.resolve(directory.path().getFileName()));
    }

    private void write(String html) {
        Path target = output.toAbsolutePath().normalize();
        if (target.getParent() == null) {
            throw new ParameterException(spec.commandLine(), "--output is " + output + ", allowed is a file");
        }
        new RunDirectory(target.getParent()).write(target.getFileName().toString(), html);
    }
}

package org.weightbalancing.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.weightbalancing.app.backend.BackendException;
import org.weightbalancing.app.bench.ProgramException;
import org.weightbalancing.app.folder.RunInterruptedException;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.predict.ModelFileException;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.StudyException;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.system.SourceState;
import org.weightbalancing.app.text.Printable;
import org.weightbalancing.app.text.TableFormat;
import org.weightbalancing.data.DataException;
import org.weightbalancing.train.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The wb command line: every failure is one sentence on stderr and an exit code. */
@Command(
        name = "wb",
        description = "Long-tailed recognition on the JVM: train, balance and measure classifiers.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Versions.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a fault of wb",
            "2:the command line, the experiment file or the program of --against is wrong",
            "3:no ND4J backend that works here",
            "4:images are missing or damaged",
            "5:the run directory, study or model file cannot be written or read",
            "6:training diverged",
            "7:a run could not be reproduced",
            "8:no trial of a search is complete and meets its constraints",
            "130:interrupted from the keyboard"
        },
        subcommands = {
            DemoCommand.class,
            PresetCommand.class,
            TrainCommand.class,
            ResumeCommand.class,
            SearchCommand.class,
            TrialCommand.class,
            ReproduceCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            MeasureCommand.class,
            ReportCommand.class,
            FeaturesCommand.class,
            ExportCommand.class,
            PredictCommand.class,
            DescribeCommand.class,
            SchemaCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Print where a failure happened, not only what.")
    private boolean stacktrace;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Interruption interruption = Interruption.ofThisThread();
        int code = ExitCode.FAILURE;
        try {
            code = execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("wb: memory does not suffice (" + e.getMessage()
                    + "); take a smaller batch, or more memory with -Xmx in WB_JAVA_OPTS");
        } finally {
            interruption.finished();
        }
        System.exit(code);
    }

    /** Runs one command and gives its exit code. */
    static int execute(String... arguments) {
        return execute(writer(System.out), writer(System.err), arguments);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        return new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(TableFormat.class, WordConverter.of(TableFormat.class))
                .registerConverter(BenchCommand.Format.class, WordConverter.of(BenchCommand.Format.class))
                .registerConverter(BenchOptions.Choice.class, WordConverter.of(BenchOptions.Choice.class))
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler(main::report)
                .execute(arguments);
    }

    private static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("wb: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("wb: '" + command.getCommandSpec().qualifiedName() + " --help' explains the command");
        err.flush();
        return ExitCode.USAGE;
    }

    // The launcher has read it before; here it is only checked.
    @Option(
            names = "--threads",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "Threads of the native kernels; read by the launcher (default: all processors).")
    @SuppressWarnings("UnusedMethod") // picocli calls it
    private void requireThreads(int threads) {
        if (threads < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--threads is " + threads + ", but at least 1 thread is needed");
        }
    }

    private int report(Exception failure, CommandLine command, ParseResult parsed) {
        int code = exitCode(failure);
        String message = message(failure, code);
        message.lines().forEach(line -> command.getErr().println("wb: " + Printable.line(line)));
        if (stacktrace) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return code;
    }

    private static String message(Exception failure, int code) {
        if (code == ExitCode.INTERRUPTED) {
            return failure instanceof RunInterruptedException ? failure.getMessage() : "interrupted";
        }
        return code == ExitCode.FAILURE && !(failure instanceof UncheckedIOException)
                ? "internal fault, please report it with --stacktrace: " + failure
                : failure.getMessage();
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof CancellationException) {
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof ExperimentException || failure instanceof ProgramException) {
            return ExitCode.USAGE;
        } else if (failure instanceof BackendException) {
            return ExitCode.BACKEND;
        } else if (failure instanceof DataException) {
            return ExitCode.DATA;
        } else if (failure instanceof RunDirectoryException
                || failure instanceof ModelFileException
                || failure instanceof StudyException) {
            return ExitCode.RUN_DIRECTORY;
        } else if (failure instanceof DivergedException) {
            return ExitCode.DIVERGED;
        }
        // What a command that is told to stop fails with is seldom a CancellationException, but never one of the above.
        return Thread.currentThread().isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.FAILURE;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Tells the version of this build. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"wb " + SourceState.read().version()};
        }
    }
}

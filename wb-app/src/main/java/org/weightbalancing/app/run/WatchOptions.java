package org.weightbalancing.app.run;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.weightbalancing.app.live.LiveReport;
import org.weightbalancing.app.training.CheckpointInterval;
import org.weightbalancing.app.training.StageProgress;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a run is watched and saved while it goes on; none of it changes a result. */
public final class WatchOptions {

    /** Set by the launcher when stderr is a terminal, which Java cannot tell. */
    private static final String TERMINAL = "wb.terminal";

    @Option(names = "--quiet", description = "Show no progress; warnings and the table remain.")
    private boolean quiet;

    @Option(
            names = "--checkpoint-epochs",
            paramLabel = "N",
            description = "Save the state of a stage after every N epochs, besides the minutes (default: never).")
    private Optional<Integer> epochs = Optional.empty();

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "N",
            description = "Save the state of a stage when N minutes have passed; 0 saves after every step, and"
                    + " fractions are allowed (default: ${DEFAULT-VALUE}).")
    private double minutes = 10;

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "PORT",
            preprocessor = PortOrNone.class,
            description = "Show the growing report in a browser of this machine, on http://127.0.0.1:PORT/, until the "
                    + "command ends (without PORT: on one that is free, which is told).")
    private Optional<Integer> port = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Takes what follows for a port only if it is a number, so that the option may stand before a file. */
    static final class PortOrNone implements IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> information) {
            boolean attached = "=".equals(information.get("separator"));
            if (!attached && (arguments.empty() || !arguments.peek().matches("\\d+"))) {
                arguments.push("0");
            }
            return false;
        }
    }

    /** Whether somebody watches stderr. */
    public static boolean onTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Where commands say what they are at. */
    public PrintStream messages() {
        return quiet ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) : System.err;
    }

    /** What shows the progress. */
    public StageProgress progress() {
        return quiet ? StageProgress.silent() : new StageProgress(System.err, onTerminal());
    }

    /** Takes the port that the report is shown on, if that is wanted. */
    public LiveView live() {
        return port.map(wanted -> LiveView.of(bind(wanted), spec.commandLine().getErr()))
                .orElseGet(LiveView::none);
    }

    /**
     * Refuses to show a report, for commands that have none while they go on.
     *
     * @param why what follows the name of the option
     */
    public void requireNotLive(String why) {
        if (port.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--watch " + why);
        }
    }

    private LiveReport bind(int wanted) {
        if (wanted < 0 || wanted > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--watch is " + wanted + ", allowed is a port, 0 to 65535");
        }
        try {
            return LiveReport.bind(wanted);
        } catch (BindException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--watch: port " + wanted + " of 127.0.0.1 cannot be taken (" + e.getMessage()
                            + "); name another, or none for one that is free",
                    e);
        }
    }

    /** How often the state is saved. */
    public CheckpointInterval interval() {
        if (epochs.isPresent() && epochs.get() < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint-epochs is " + epochs.get() + ", allowed is 1 or more");
        }
        if (!(minutes >= 0 && minutes <= 1e6)) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint-minutes is " + minutes + ", allowed is 0 to 1000000");
        }
        return new CheckpointInterval(
                epochs.orElse(Integer.MAX_VALUE), Duration.ofMillis(Math.round(minutes * 60_000)));
    }
}

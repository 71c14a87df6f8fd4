package org.weightbalancing.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a run is watched and saved while it goes on; none of it changes a result. */
final class WatchOptions {

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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Whether somebody watches stderr. */
    static boolean onTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Where commands say what they are at. */
    PrintStream messages() {
        return quiet ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) : System.err;
    }

    /** What shows the progress. */
    StageProgress progress() {
        return quiet ? StageProgress.silent() : new StageProgress(System.err, onTerminal());
    }

    /** How often the state is saved. */
    CheckpointInterval interval() {
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

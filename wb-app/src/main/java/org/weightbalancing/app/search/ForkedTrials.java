package org.weightbalancing.app.search;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each trial in a process of its own, which calls {@link ForkedTrial#run}: time limits are hard, and memory, crashes
 * and exits of a trial are its own.
 *
 * <p>What a process prints is in the file {@value #OUTPUT} of its trial. A process that ends without having ended its
 * trial makes it fail, with the exit code and the end of the output as the reason. When its time is over or the study
 * stops, a process is killed with all that it has started. It also ends when the process of the study is gone, by the end
 * of its standard input, which the command must hand on.
 */
public final class ForkedTrials implements TrialExecutor {

    /** File in the folder of a trial with the output of its process. */
    public static final String OUTPUT = "output.log";

    /** Environment variable of a trial's process: the number of the process that runs the study. */
    static final String STUDY = "WB_STUDY_PROCESS";

    private static final Logger LOG = LoggerFactory.getLogger(ForkedTrials.class);
    private static final int SIGNALLED = 128;
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 8192;
    private static final int KILL_SECONDS = 10;

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        /**
         * Returns after that time.
         *
         * @throws InterruptedException if the study stops meanwhile
         */
        void pass(Duration time) throws InterruptedException;
    }

    private final Function<Claim, ProcessBuilder> command;
    private final Pause pause;

    /**
     * Runs trials by a command.
     *
     * @param command makes the process of a claimed trial; its output is redirected, and its environment gets one variable
     *     more
     */
    public ForkedTrials(Function<Claim, ProcessBuilder> command) {
        this(command, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    /** One that waits as it is told to. */
    ForkedTrials(Function<Claim, ProcessBuilder> command, Pause pause) {
        this.command = command;
        this.pause = pause;
    }

    @Override
    public void run(Claim claim, Trial trial) throws InterruptedException {
        Path output = claim.folder().resolve(OUTPUT);
        Process process;
        try {
            process = start(command.apply(claim), output);
        } catch (IOException e) {
            fail(claim, trial, "its process could not be started: " + e);
            return;
        }
        int exit = exit(process);
        if (claim.hasEnded()) {
            return;
        }
        if (exit >= SIGNALLED) {
            // Ctrl-C reaches both processes, and this one may hear of it later.
            pause.pass(STOP);
        }
        if (exit == ForkedTrial.NOT_NOTED) {
            throw new StudyException("its process could not read or write the study" + end(output));
        }
        fail(claim, trial, "its process ended with exit code " + exit + " and no result" + end(output));
    }

    private static Process start(ProcessBuilder builder, Path output) throws IOException {
        builder.environment().put(STUDY, Long.toString(ProcessHandle.current().pid()));
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static int exit(Process process) throws InterruptedException {
        try {
            greet(process);
            return process.waitFor();
        } finally {
            kill(process);
        }
    }

    /** Writes to the input of a process, which stays open: it ends when this process does. */
    private static void greet(Process process) {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            LOG.debug("a process has ended already, or reads no input", e);
        }
    }

    /** Kills a process with all that it has started, and waits until it is gone. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly()
                .onExit()
                .completeOnTimeout(process, KILL_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static void fail(Claim claim, Trial trial, String reason) throws InterruptedException {
        ObjectiveTrials.end(claim, trial, TrialOutcome.failed(reason));
    }

    private static String end(Path output) {
        try {
            return "; the end of " + output + ":\n" + lastLines(output);
        } catch (IOException e) {
            return "; " + output + " cannot be read: " + e;
        }
    }

    private static String lastLines(Path output) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LAST_BYTES));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        }
    }
}

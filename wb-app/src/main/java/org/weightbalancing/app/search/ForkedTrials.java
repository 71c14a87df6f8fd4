package org.weightbalancing.app.search;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs each trial in a process of its own, which calls {@link ForkedTrial#run}: time limits are hard, and memory, crashes
 * and exits of a trial are its own.
 *
 * <p>What a process prints is in the file {@value #OUTPUT} of its trial. A process that ends without having ended its
 * trial makes it fail, with the exit code and the end of the output as the reason. When its time is over or the study
 * stops, a process is killed with all that it has started.
 */
public final class ForkedTrials implements TrialExecutor {

    /** File in the folder of a trial with the output of its process. */
    public static final String OUTPUT = "output.log";

    /** Environment variable of a trial's process: the number of the process that runs the study. */
    static final String STUDY = "WB_STUDY_PROCESS";

    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 8192;
    private static final int KILL_SECONDS = 10;

    private final Function<Claim, ProcessBuilder> command;

    /**
     * Runs trials by a command.
     *
     * @param command makes the process of a claimed trial; its output is redirected, and its environment gets one variable
     *     more
     */
    public ForkedTrials(Function<Claim, ProcessBuilder> command) {
        this.command = command;
    }

    @Override
    public void run(Claim claim, Trial trial) throws InterruptedException {
        Path output = claim.folder().resolve(OUTPUT);
        try {
            int exit = exit(command.apply(claim), output);
            if (!claim.hasEnded()) {
                fail(
                        claim,
                        "its process ended with exit code " + exit + " and no result; the end of " + output + ":\n"
                                + end(output));
            }
        } catch (IOException e) {
            fail(claim, "its process could not be started: " + e);
        }
    }

    private static int exit(ProcessBuilder builder, Path output) throws IOException, InterruptedException {
        builder.environment().put(STUDY, Long.toString(ProcessHandle.current().pid()));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } finally {
            kill(process);
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

    private static void fail(Claim claim, String reason) {
        claim.ended(TrialStatus.FAILED, OptionalDouble.empty(), Map.of(), Optional.of(reason));
    }

    private static String end(Path output) throws IOException {
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

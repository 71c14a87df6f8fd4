package org.weightbalancing.app.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that makes steps on request. Each request is a line on its standard input, {@code train 20} or
 * {@code infer 20}; it answers with so many lines on its standard output, each the images/s of one step as a decimal
 * number, and then waits. What it writes on standard error is kept, its last ten lines, for messages and reports. It
 * ends when its input does, or when it is told to.
 */
public final class ExternalProgram implements Contestant, AutoCloseable {

    private static final int GRACE_SECONDS = 5;

    private final String command;
    private final Duration patience;
    private final Process process;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    private final OutputLines.Tail errors = new OutputLines.Tail();
    private final Thread errorReader;

    private ExternalProgram(String command, Duration patience, Process process) {
        this.command = command;
        this.patience = patience;
        this.process = process;
        OutputLines.read(
                "output of the program",
                process.getInputStream(),
                line -> answers.add(Optional.of(line)),
                () -> answers.add(Optional.empty()));
        errorReader = OutputLines.read("errors of the program", process.getErrorStream(), errors::add, () -> {});
    }

    /**
     * Starts a program.
     *
     * @param command the program and its arguments, separated by blanks; an argument with blanks stands between quotes
     * @param environment variables beside those of this process
     * @param patience how long it may be silent when it is to answer
     * @throws ProgramException if the command cannot be split or started
     */
    public static ExternalProgram start(String command, Map<String, String> environment, Duration patience) {
        ProcessBuilder builder = new ProcessBuilder(CommandWords.of(command));
        builder.environment().putAll(environment);
        try {
            return new ExternalProgram(command, patience, builder.start());
        } catch (IOException e) {
            throw new ProgramException("the program '" + command + "' cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Double> imagesPerSecond(Task task, int steps) {
        String request = task + " " + steps;
        requireSilence(request);
        send(request);
        List<Double> speeds = new ArrayList<>();
        while (speeds.size() < steps) {
            speeds.add(speed(answer(request, speeds.size()), request));
        }
        return speeds;
    }

    @Override
    public List<String> remarks() {
        return errors.lines();
    }

    // A line too many would be taken for an answer to the next request.
    private void requireSilence(String request) {
        Optional<String> early = answers.peek();
        if (early != null && early.isPresent()) {
            throw new ProgramException("the program '" + command + "' printed '" + early.get()
                    + "' before it was asked '" + request + "'");
        }
    }

    private void send(String request) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((request + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new ProgramException(ended() + " before it was asked '" + request + "'" + lastErrors(), e);
        }
    }

    private String answer(String request, int done) {
        try {
            Optional<String> line = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new ProgramException("the program '" + command + "' was silent for " + patience.toSeconds()
                        + " seconds when asked '" + request + "'" + lastErrors());
            }
            return line.orElseThrow(() -> new ProgramException(
                    ended() + " when it had printed " + done + " lines on '" + request + "'" + lastErrors()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private double speed(String line, String request) {
        try {
            double speed = Double.parseDouble(line);
            if (speed > 0 && Double.isFinite(speed)) {
                return speed;
            }
        } catch (NumberFormatException e) {
            throw new ProgramException(refusal(line, request), e);
        }
        throw new ProgramException(refusal(line, request));
    }

    private String refusal(String line, String request) {
        return "the program '" + command + "' printed '" + line + "' on '" + request
                + "', but must print images/s, a number above 0 on each line";
    }

    private String ended() {
        try {
            return process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)
                    ? "the program '" + command + "' ended with exit code " + process.exitValue()
                    : "the program '" + command + "' closed its output";
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String lastErrors() {
        try {
            errorReader.join(process.isAlive() ? 1 : TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        List<String> lines = errors.lines();
        return lines.isEmpty() ? "" : "; it said:\n  " + String.join("\n  ", lines);
    }

    private static CancellationException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException("interrupted while a program was measured");
        cancelled.initCause(cause);
        return cancelled;
    }

    /** Ends the program and all that it has started, by force where it does not end within seconds. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        }
    }
}

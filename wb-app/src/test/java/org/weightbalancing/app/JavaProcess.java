package org.weightbalancing.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a Java of its own, and other commands, for the tests that need a process. */
public final class JavaProcess {
    private static final int MINUTES = 20;

    private JavaProcess() {}

    /** What a process gave. */
    public record Result(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Runs the JVM that runs the tests with the arguments. */
    public static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return run(new ProcessBuilder(command));
    }

    /** Runs a process to its end and reads what it writes. */
    static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("wb-", ".out");
        Path err = Files.createTempFile("wb-", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " did not end in " + MINUTES + " minutes");
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /**
     * Whether this process, and so what it starts, ignores the signal of Ctrl-C: as of a shell that runs the tests in the
     * background. It cannot be undone here.
     */
    public static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The class path of the tests without the jars whose file name the predicate holds for; at least one must go. */
    public static String classPathWithout(Predicate<String> jar) {
        List<String> all = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        List<String> kept = all.stream()
                .filter(entry -> !jar.test(new File(entry).getName()))
                .toList();
        if (kept.size() == all.size()) {
            throw new AssertionError("no such jar in " + all);
        }
        return String.join(File.pathSeparator, kept);
    }

    /** Copies the jars of a folder whose file name the predicate holds for. */
    static void copyJars(Path from, Path to, Predicate<String> jar) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.collect(Collectors.toList())) {
                if (jar.test(file.getFileName().toString())) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

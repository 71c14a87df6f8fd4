package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A process that runs one trial of a study, or a study of such processes. */
final class TrialChild {

    /** Name of a file that is there if a process has run a trial for a minute that another one had not left. */
    static final String TWICE = "twice";

    /** How a process of a study waits for a stop once the process of its trial was killed: as long as it takes. */
    static final String PATIENT = "patient";

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private TrialChild() {}

    /**
     * Arguments: a folder and the number of a trial; or a folder and a file for the number of a trial's process; or a
     * folder and {@code values}, for a study of one trial that reports a thousand of them. With any third argument an end
     * from outside interrupts the main thread and waits for it, as commands do; that may be {@value #PATIENT}.
     */
    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        if (arguments.length > 2) {
            interruptAtTheEnd(Thread.currentThread(), over);
        }
        try {
            run(arguments);
        } finally {
            over.countDown();
        }
    }

    private static void interruptAtTheEnd(Thread main, CountDownLatch over) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static void run(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        if (arguments[1].matches("\\d+")) {
            Pruner pruner = (goal, curve, others) ->
                    curve.lastKey() == 5 ? Optional.of("after 5 steps, beside " + others.size()) : Optional.empty();
            ForkedTrial.run(folder, Integer.parseInt(arguments[1]), TrialChild::measure, pruner);
        } else if (arguments[1].equals("values")) {
            values(folder).run(trial -> {
                for (int step = 1; step <= 1000; step++) {
                    trial.report(step, step);
                }
                return 1;
            });
        } else {
            boolean patient = arguments.length > 2 && arguments[2].equals(PATIENT);
            hanging(folder, arguments[1]).run(patient ? patient(folder) : new ForkedTrials(child(folder)));
        }
    }

    private static Function<Claim, ProcessBuilder> child(Path folder) {
        return claim -> Children.of(TrialChild.class, folder, claim.number(), "interrupted")
                .directory(folder.toFile());
    }

    private static ForkedTrials patient(Path folder) {
        return new ForkedTrials(child(folder), time -> Thread.sleep(600_000));
    }

    /** A study of one trial that writes the number of its process to a file and then hangs. */
    static Study hanging(Path folder, String file) {
        SearchSpace space = SearchSpace.of(Dimension.of("hang", new Choice(List.of(file))));
        return Study.in(folder)
                .generator(new FakeGenerator(space))
                .goal(Goal.maximise())
                .budget(Budget.trials(1));
    }

    /** A study of one trial. */
    static Study values(Path folder) {
        SearchSpace space = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));
        return Study.in(folder)
                .generator(new FakeGenerator(space))
                .goal(Goal.maximise())
                .budget(Budget.trials(1));
    }

    /** Writes the number of this process to a file, and another file if a process of the same trial does not end. */
    private static void hang(Path file) throws IOException, InterruptedException {
        Path lock = file.resolveSibling("lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!locked(channel)) {
                Files.createFile(file.resolveSibling(TWICE));
            }
            Path part = file.resolveSibling("part");
            Files.writeString(part, Long.toString(ProcessHandle.current().pid()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            Thread.sleep(600_000);
        }
    }

    // A process that ends with its study needs a moment for that; nobody can say how long.
    private static boolean locked(FileChannel channel) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        boolean locked = channel.tryLock() != null;
        while (!locked && System.nanoTime() - begun < MINUTE) {
            Thread.sleep(5);
            locked = channel.tryLock() != null;
        }
        return locked;
    }

    private static double measure(Trial trial) throws IOException, InterruptedException {
        Optional<Object> file = trial.parameters().value("hang");
        if (file.isPresent()) {
            hang(Path.of(file.get().toString()));
        }
        trial.measure("number", trial.number());
        switch (trial.number()) {
            case 0 -> trial.report(1, 0.25);
            case 1 -> throw new IOException("no data");
            case 2 -> trial.report(5, 0.75);
            case 3 -> {
                System.out.println("x".repeat(3_000_000));
                System.err.println("I leave");
                System.exit(4);
            }
            default -> throw new IllegalArgumentException("trial " + trial.number());
        }
        return 10 + trial.parameters().number("x");
    }
}

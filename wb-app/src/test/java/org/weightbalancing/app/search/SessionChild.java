package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that runs a session of a study, and appends a line to a file for each trial that it begins. */
final class SessionChild {

    static final int TRIALS = 60;

    /** How many trials end in a session that is to be killed; those that it begins later wait for that. */
    static final int MOST = 5;

    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("decay", new LogUniform(1e-4, 1)),
            Dimension.of("batch", new IntegerRange(1, 4)),
            Dimension.of("loss", new Choice(List.of("cross-entropy", "focal", "balanced"))));

    private SessionChild() {}

    /**
     * Arguments: the folder, the name of the generator, the file, milliseconds of a trial, how many trials end at most, and
     * the files of all processes that must have begun a trial before any ends one.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[2]);
        long millis = Long.parseLong(arguments[3]);
        int most = Integer.parseInt(arguments[4]);
        AtomicInteger begun = new AtomicInteger();
        study(Path.of(arguments[0]), arguments[1]).run(trial -> {
            append(file, trial.number());
            if (begun.incrementAndGet() > most) {
                Thread.sleep(600_000);
            }
            for (int i = 5; i < arguments.length; i++) {
                while (!Files.exists(Path.of(arguments[i]))) {
                    Thread.sleep(1);
                }
            }
            Thread.sleep(millis);
            trial.report(1, score(trial) / 2);
            return score(trial);
        });
    }

    /** A study of {@value #TRIALS} trials, two at once, that may be killed as often as one likes. */
    static Study study(Path folder, String generator) {
        return Study.in(folder)
                .generator(generator(generator), generator, Map.of())
                .goal(Goal.minimise())
                .budget(Budget.trials(TRIALS).attempts(Integer.MAX_VALUE))
                .parallel(2);
    }

    private static StudyGenerator generator(String name) {
        return switch (name) {
            case "random" -> new RandomGenerator(SPACE, 1);
            case "grid" -> new GridGenerator(SPACE, 5, true, 1);
            case "sobol" -> new SobolGenerator(SPACE, 1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static double score(Trial trial) {
        return trial.parameters().number("decay") * trial.parameters().number("batch")
                + trial.parameters().text("loss").length();
    }

    private static synchronized void append(Path file, int number) throws IOException {
        Files.writeString(file, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

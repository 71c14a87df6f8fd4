package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A process that runs one trial of a study, or a study of such processes. */
final class TrialChild {

    private TrialChild() {}

    /**
     * Arguments: a folder and the number of a trial; or a folder and a file for the number of a trial's process; or a
     * folder and {@code values}, for a study of one trial that reports a thousand of them.
     */
    public static void main(String[] arguments) throws InterruptedException {
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
            hanging(folder, arguments[1])
                    .run(new ForkedTrials(claim -> Children.of(TrialChild.class, folder, claim.number())
                            .directory(folder.toFile())));
        }
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

    private static double measure(Trial trial) throws IOException, InterruptedException {
        Optional<Object> file = trial.parameters().value("hang");
        if (file.isPresent()) {
            Files.writeString(
                    Path.of(file.get().toString()),
                    Long.toString(ProcessHandle.current().pid()));
            Thread.sleep(600_000);
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

package org.weightbalancing.app.run;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.compare.Summary;
import org.weightbalancing.app.compare.SummaryFiles;
import org.weightbalancing.app.compare.SummaryText;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RepetitionPlan;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLock;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.train.DivergedException;

/**
 * Carries out an experiment with one seed after another and sums up after each those that are complete.
 *
 * @param catalog makes the parts that the experiment names
 * @param folder of the repetitions
 * @param progress told which seed it is the turn of
 */
public record Repetitions(Catalog catalog, RepetitionFolder folder, PrintStream progress) {

    /** How one repetition is carried out. */
    @FunctionalInterface
    interface Repetition {
        /**
         * Carries out an experiment.
         *
         * @param experiment with its seed
         * @param directory of the run; it is there if the run was begun before
         * @throws DivergedException if training diverges
         */
        void run(Experiment experiment, Path directory);
    }

    /** Plans and carries out repetitions in a new folder, and prints the summary; gives the exit code. */
    public static int run(
            Catalog catalog, RepetitionPlan plan, Path data, Path path, WatchOptions watch, PrintWriter out) {
        watch.interval();
        try (LiveView live = watch.live()) {
            Backend.start();
            Run.prepare(catalog, plan.experiment(catalog, plan.seeds().seeds().get(0)), data);
            Repetitions repetitions = new Repetitions(catalog, RepetitionFolder.create(path, plan), watch.messages());
            live.show(repetitions.folder().path());
            return repetitions.carryOut(repetitions.session(UnaryOperator.identity(), data, watch), out);
        }
    }

    /**
     * Goes on with the repetitions of a folder where they stopped, and prints the summary; gives the exit code.
     *
     * @param features where they lie
     * @throws org.weightbalancing.data.DataException if the features there are not those of the repetitions that were
     *     begun
     */
    public static int resume(
            Catalog catalog, Path path, MovedFeatures features, Path data, WatchOptions watch, PrintWriter out) {
        Repetitions repetitions = new Repetitions(catalog, RepetitionFolder.open(path), watch.messages());
        UnaryOperator<Experiment> located = experiment -> features.located(experiment, data);
        if (features.isNamed() || !repetitions.ended()) {
            repetitions.requireSame(located, data);
        }
        try (LiveView live = watch.live()) {
            live.show(repetitions.folder().path());
            return repetitions.carryOut(repetitions.session(located, data, watch), out);
        }
    }

    private boolean ended() {
        return folder.plan().seeds().seeds().stream()
                .allMatch(seed -> folder.state(seed).ended());
    }

    /** Refuses other features than those of a repetition that was begun, since all are on the same. */
    private void requireSame(UnaryOperator<Experiment> located, Path data) {
        folder.plan().seeds().seeds().stream()
                .filter(seed -> Files.exists(folder.run(seed).resolve(RunDirectory.PROVENANCE)))
                .findFirst()
                .flatMap(seed -> located.apply(folder.plan().experiment(catalog, seed))
                        .features()
                        .map(place -> StoredRun.open(catalog, folder.run(seed)).withFeatures(place)))
                .ifPresent(run -> {
                    Backend.start();
                    run.images(data);
                });
    }

    /** Carries out a repetition, or goes on with it. */
    private Repetition session(UnaryOperator<Experiment> located, Path data, WatchOptions watch) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return (planned, directory) -> {
            Experiment experiment = located.apply(planned);
            if (Files.exists(directory)) {
                Session.goOn(catalog, experiment, data, directory, watch, nowhere);
            } else {
                Session.run(catalog, experiment, data, () -> RunDirectory.create(directory), watch, nowhere);
            }
        };
    }

    private int carryOut(Repetition repetition, PrintWriter out) {
        try (RunLock lock = RunLock.of(new RunDirectory(folder.path()))) {
            lock.require();
            int code = run(folder.plan().seeds().seeds(), repetition);
            out.println();
            out.print(SummaryText.of(Summary.of(catalog, folder)));
            out.println("\nEverything is in " + folder.path());
            out.flush();
            return code;
        }
    }

    /**
     * Carries out the repetitions of some seeds, one after the other, and writes the summary first and after each. Those
     * that have ended, with results or diverged, are left as they are: the same seed would give the same again. One that
     * diverges does not keep the others from their turn.
     *
     * @param seeds of the plan
     * @param repetition carries out what has not ended
     * @return the exit code: that of divergence if any of these seeds diverged, now or before
     */
    int run(List<Long> seeds, Repetition repetition) {
        SummaryFiles.write(Summary.of(catalog, folder), folder);
        for (int i = 0; i < seeds.size(); i++) {
            long seed = seeds.get(i);
            if (folder.state(seed).ended()) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted before seed " + seed);
            }
            progress.println("seed " + seed + ", " + (i + 1) + " of " + seeds.size());
            try {
                repetition.run(folder.plan().experiment(catalog, seed), folder.run(seed));
            } catch (DivergedException e) {
                progress.println("wb: seed " + seed + ": " + e.getMessage());
            }
            SummaryFiles.write(Summary.of(catalog, folder), folder);
        }
        return seeds.stream().anyMatch(seed -> folder.state(seed) == RepetitionFolder.State.DIVERGED)
                ? ExitCode.DIVERGED
                : ExitCode.OK;
    }
}

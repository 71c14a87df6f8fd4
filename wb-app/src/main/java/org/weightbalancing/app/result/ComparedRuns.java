package org.weightbalancing.app.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/**
 * An earlier run, or the repetitions of an experiment that are complete.
 *
 * @param name of the folder
 * @param repeated whether the folder is one of repetitions
 * @param missing the repetitions that are not complete, in words; empty if all are
 * @param runs at least one
 */
public record ComparedRuns(String name, boolean repeated, String missing, List<ComparedRun> runs) {

    /** The level of all intervals. */
    public static final double LEVEL = 0.95;

    /** Keeps a copy of the runs. */
    public ComparedRuns {
        runs = List.copyOf(runs);
    }

    /**
     * What one method reached over all runs. The interval is that of the mean over repetitions, or for one run that of
     * the bootstrap over test images; NaN where unknown.
     *
     * @param name of the stage or change
     * @param plain each metric that all runs have
     * @param flipped the same with flip averaging, if it was done
     * @param selection on which images its epochs were chosen; empty if that is not known
     * @param stamp the warning that the numbers carry, if any
     */
    public record Method(
            String name,
            Map<Metric, MeanInterval> plain,
            Optional<Map<Metric, MeanInterval>> flipped,
            String selection,
            Optional<String> stamp) {}

    /** One run alone. */
    public static ComparedRuns single(ComparedRun run) {
        return new ComparedRuns(run.name(), false, "", List.of(run));
    }

    /**
     * Reads a run directory or a folder of repetitions.
     *
     * @throws RunDirectoryException if it is neither, cannot be read, or no repetition is complete
     */
    public static ComparedRuns read(Path path) {
        if (!RepetitionFolder.is(path)) {
            return single(ComparedRun.read(RunDirectory.open(path)));
        }
        RepetitionFolder folder = RepetitionFolder.open(path);
        List<ComparedRun> runs =
                folder.complete().stream().map(ComparedRun::read).toList();
        if (runs.isEmpty()) {
            throw new RunDirectoryException(path + " has no repetition that is complete");
        }
        return new ComparedRuns(folder.path().getFileName().toString(), true, missing(folder), runs);
    }

    private static String missing(RepetitionFolder folder) {
        List<Long> diverged = folder.seeds(RepetitionFolder.State.DIVERGED);
        List<Long> unfinished = new ArrayList<>(folder.seeds(RepetitionFolder.State.UNFINISHED));
        unfinished.addAll(folder.seeds(RepetitionFolder.State.ABSENT));
        List<String> parts = new ArrayList<>();
        if (!diverged.isEmpty()) {
            parts.add("diverged: " + seeds(diverged));
        }
        if (!unfinished.isEmpty()) {
            parts.add("not ended: " + seeds(unfinished));
        }
        return String.join("; ", parts);
    }

    private static String seeds(List<Long> seeds) {
        return seeds.stream().map(seed -> "s" + seed).collect(Collectors.joining(", "));
    }

    /** Whether both saw the same training and test images, in one run at least: held-out images differ by seed. */
    public boolean sameImages(ComparedRuns other) {
        return !Collections.disjoint(images(), other.images());
    }

    private Set<String> images() {
        return runs.stream().map(ComparedRun::images).collect(Collectors.toSet());
    }

    /** The same under another name. */
    public ComparedRuns called(String other) {
        return new ComparedRuns(other, repeated, missing, runs);
    }

    /** The methods in the order of the experiment. */
    public List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        List<ComparedRun.Method> first = runs.get(0).methods();
        for (int i = 0; i < first.size(); i++) {
            int index = i;
            List<ComparedRun.Method> all =
                    runs.stream().map(run -> run.methods().get(index)).toList();
            methods.add(new Method(
                    first.get(i).name(),
                    intervals(all.stream().map(ComparedRun.Method::plain).toList()),
                    first.get(i)
                            .flipped()
                            .map(flipped -> intervals(all.stream()
                                    .map(method -> method.flipped().orElseThrow())
                                    .toList())),
                    first.get(i).selection(),
                    first.get(i).stamp()));
        }
        return methods;
    }

    private Map<Metric, MeanInterval> intervals(List<Map<Metric, MeanInterval>> repetitions) {
        if (!repeated) {
            return repetitions.get(0);
        }
        Map<Metric, MeanInterval> intervals = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (repetitions.stream().allMatch(values -> values.containsKey(metric))) {
                double[] values = repetitions.stream()
                        .mapToDouble(one -> one.get(metric).mean())
                        .toArray();
                intervals.put(metric, MeanInterval.of(LEVEL, values));
            }
        }
        return intervals;
    }
}

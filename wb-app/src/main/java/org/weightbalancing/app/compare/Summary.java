package org.weightbalancing.app.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Need;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RepetitionPlan;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.result.Selection;
import org.weightbalancing.eval.Metric;

/**
 * What the repetitions of an experiment say together.
 *
 * @param experiment its name
 * @param planned all seeds
 * @param complete the seeds that have results
 * @param diverged the seeds whose training diverged, with how
 * @param methods what each method reached over the complete seeds, in the order of the experiment
 * @param paired each method but one against that one; empty if there is no other
 */
public record Summary(
        String experiment,
        List<Long> planned,
        List<Long> complete,
        Map<Long, String> diverged,
        List<Method> methods,
        List<PairedComparison> paired) {

    /** The accuracies that are summed up. */
    static final List<Metric> GROUPS = List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW, Metric.ACCURACY);

    /** Keeps copies of the lists. */
    public Summary {
        planned = List.copyOf(planned);
        complete = List.copyOf(complete);
        methods = List.copyOf(methods);
        paired = List.copyOf(paired);
    }

    /**
     * One method.
     *
     * @param reached over the complete seeds
     * @param selection on which images its epochs were chosen
     * @param fitted its adjustments that were fitted on validation images, by name
     */
    record Method(ComparedRuns.Method reached, Selection selection, List<String> fitted) {
        Method {
            fitted = List.copyOf(fitted);
        }
    }

    /** Sums up what is there now. */
    public static Summary of(Catalog catalog, RepetitionFolder folder) {
        RepetitionPlan plan = folder.plan();
        List<Long> seeds = plan.seeds().seeds();
        Map<Long, String> diverged = new LinkedHashMap<>();
        seeds.forEach(seed -> folder.divergence(seed).ifPresent(how -> diverged.put(seed, how)));
        Experiment experiment = plan.experiment(catalog, seeds.get(0));
        boolean none = folder.complete().isEmpty();
        return new Summary(
                experiment.name(),
                seeds,
                folder.seeds(RepetitionFolder.State.COMPLETE),
                diverged,
                none ? List.of() : methods(catalog, experiment, folder),
                none ? List.of() : paired(folder));
    }

    private static List<Method> methods(Catalog catalog, Experiment experiment, RepetitionFolder folder) {
        Map<String, Selection> selections = Selection.of(folder.plan().yaml());
        return ComparedRuns.read(folder.path()).methods().stream()
                .map(reached -> new Method(
                        reached,
                        selections.getOrDefault(reached.name(), Selection.LAST_EPOCH),
                        fitted(catalog, experiment, reached.name())))
                .toList();
    }

    private static List<String> fitted(Catalog catalog, Experiment experiment, String method) {
        return experiment.postHoc().stream()
                .filter(change -> change.name().equals(method))
                .flatMap(change -> change.adjustments().stream())
                .filter(adjustment -> catalog.component(adjustment).needs().contains(Need.VALIDATION))
                .map(catalog::name)
                .toList();
    }

    private static List<PairedComparison> paired(RepetitionFolder folder) {
        List<Predictions> repetitions =
                folder.complete().stream().map(Predictions::read).toList();
        String name = folder.path().getFileName().toString();
        PairedSide against = new PairedSide(name, folder.plan().against(), repetitions);
        return PairedComparison.of(
                repetitions.get(0).methods().stream()
                        .filter(method -> !method.equals(against.method()))
                        .map(method -> new PairedSide(name, method, repetitions))
                        .toList(),
                against);
    }

    /** The seeds that have neither results nor diverged. */
    List<Long> unfinished() {
        return planned.stream()
                .filter(seed -> !complete.contains(seed) && !diverged.containsKey(seed))
                .toList();
    }
}

package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.weightbalancing.app.plot.ClassAccuracyPlot;
import org.weightbalancing.app.plot.ClassifierNormPlot;
import org.weightbalancing.app.plot.DecayPlot;
import org.weightbalancing.app.plot.Series;
import org.weightbalancing.eval.Metric;

/** Pictures of several runs together. */
final class CombinedPictures {

    private static final String BEST = "The most accurate method of each run, one without a stamp if there is any";

    private CombinedPictures() {}

    static List<Figure> of(List<ReportedRun> runs) {
        List<Figure> figures = new ArrayList<>(decays(runs));
        Stream.of(accuracies(runs), norms(runs)).flatMap(Optional::stream).forEach(figures::add);
        return figures;
    }

    private static Optional<Figure> accuracies(List<ReportedRun> runs) {
        return together(runs).flatMap(some -> ResultPictures.present(
                        series(some, (method, c) -> method.plain().ofClass("class-accuracies", c)))
                .map(all -> new Figure(
                        "Accuracy of each class",
                        BEST + which(runs, some) + ".",
                        "As in Figure 1a of the paper",
                        false,
                        new ClassAccuracyPlot(counts(some), all).picture())));
    }

    private static Optional<Figure> norms(List<ReportedRun> runs) {
        return together(runs).flatMap(some -> ResultPictures.present(series(some, ReportedMethod::norm))
                .map(all -> new Figure(
                        "Norms of the classifier's rows",
                        BEST + ", relative to the longest row of each" + which(runs, some) + ".",
                        "As in Figures 1b and 6, top, of the paper",
                        false,
                        new ClassifierNormPlot(counts(some), all).picture())));
    }

    /** The first runs with results that have the same training counts as the first, if they are two at least. */
    private static Optional<List<ReportedRun>> together(List<ReportedRun> runs) {
        List<ReportedRun> complete =
                runs.stream().filter(run -> !run.methods().isEmpty()).toList();
        List<ReportedRun> same = complete.stream()
                .filter(run -> counts(List.of(run)).equals(counts(complete)))
                .limit(ResultPictures.MOST_METHODS)
                .toList();
        return Optional.of(same).filter(some -> some.size() > 1);
    }

    private static String which(List<ReportedRun> runs, List<ReportedRun> some) {
        return some.size() == runs.size()
                ? ""
                : "; " + (runs.size() - some.size()) + " of " + runs.size()
                        + " runs are left out: they have no results, other classes, or no colour left";
    }

    private static List<Integer> counts(List<ReportedRun> runs) {
        return runs.get(0).results().orElseThrow().trainCounts();
    }

    private static List<Series> series(List<ReportedRun> runs, ToDoubleBiFunction<ReportedMethod, Integer> value) {
        int classes = counts(runs).size();
        return runs.stream()
                .map(run -> {
                    ReportedMethod best =
                            ResultPictures.best(run.results().orElseThrow()).orElseThrow();
                    return ResultPictures.series(run.name() + ": " + best.label(), best, classes, value);
                })
                .toList();
    }

    /** For each method without a stamp that runs which compare trained with several decays, accuracy over the decay. */
    private static List<Figure> decays(List<ReportedRun> runs) {
        Map<String, List<DecayPlot.Point>> points = new LinkedHashMap<>();
        for (ReportedRun run : ComparableRuns.of(runs).withFirst()) {
            run.methods().stream().filter(method -> method.stamp().isEmpty()).forEach(method -> WeightDecays.of(
                            run.settings(), method.name())
                    .ifPresent(decay -> points.computeIfAbsent(method.name(), name -> new ArrayList<>())
                            .add(point(decay, method.plain()))));
        }
        return points.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                                .map(DecayPlot.Point::decay)
                                .distinct()
                                .count()
                        > 1)
                .map(entry -> new Figure(
                        "Accuracy of " + entry.getKey() + " against weight decay",
                        "Each run is a mark; a line goes through the means where several runs have one decay. Runs that"
                                + " do not compare and numbers with a stamp are left out.",
                        "As in Figure 4 of the paper",
                        false,
                        new DecayPlot(entry.getKey(), entry.getValue()).picture()))
                .toList();
    }

    private static DecayPlot.Point point(double decay, Scores scores) {
        return new DecayPlot.Point(
                decay,
                scores.value(Metric.ACCURACY),
                scores.value(Metric.MANY),
                scores.value(Metric.MEDIUM),
                scores.value(Metric.FEW));
    }
}

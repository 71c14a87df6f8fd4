package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.weightbalancing.app.plot.ClassAccuracyPlot;
import org.weightbalancing.app.plot.ClassFrequencyPlot;
import org.weightbalancing.app.plot.ClassifierNormPlot;
import org.weightbalancing.app.plot.MarginalLikelihoodPlot;
import org.weightbalancing.app.plot.ReliabilityPlot;
import org.weightbalancing.app.plot.Series;
import org.weightbalancing.eval.Metric;

/** Pictures of what the methods of a run reach, each if the run has its numbers. */
final class ResultPictures {

    /** Colours are that many. */
    static final int MOST_METHODS = 8;

    private ResultPictures() {}

    static List<Figure> of(ReportedRun run) {
        return run.classes()
                .filter(results -> results.classes() > 0)
                .map(ResultPictures::figures)
                .orElse(List.of());
    }

    private static List<Figure> figures(ReportedResults results) {
        return Stream.of(
                        accuracies(results),
                        Optional.of(frequencies(results)),
                        norms(results),
                        likelihoods(results),
                        reliability(results, false),
                        reliability(results, true))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Figure> accuracies(ReportedResults results) {
        List<Series> series = series(results, (method, c) -> method.plain().ofClass("class-accuracies", c));
        return present(series)
                .map(all -> new Figure(
                        "Accuracy of each class",
                        "What share of its test images each method recognises, from the most frequent class to the rarest;"
                                + " bars are training images." + left(results),
                        "As in Figure 1a of the paper",
                        false,
                        new ClassAccuracyPlot(results.trainCounts(), all).picture()));
    }

    private static Figure frequencies(ReportedResults results) {
        return new Figure(
                "Training images of each class",
                "Shades are many-, medium- and few-shot classes: more than " + results.manyAbove() + ", "
                        + results.fewBelow() + " to " + results.manyAbove() + ", fewer than " + results.fewBelow()
                        + ".",
                "As in Figure 5 of the paper",
                false,
                new ClassFrequencyPlot(results.trainCounts(), results.manyAbove(), results.fewBelow()).picture());
    }

    private static Optional<Figure> norms(ReportedResults results) {
        return present(series(results, ReportedMethod::norm))
                .map(all -> new Figure(
                        "Norms of the classifier's rows",
                        "Relative to the longest row of each method. Long rows for frequent classes pull images towards"
                                + " them; balancing makes the rows alike."
                                + left(results),
                        "As in Figures 1b and 6, top, of the paper",
                        false,
                        new ClassifierNormPlot(results.trainCounts(), all).picture()));
    }

    private static Optional<Figure> likelihoods(ReportedResults results) {
        return present(series(results, (method, c) -> method.plain().ofClass("marginal-likelihoods", c)))
                .map(all -> new Figure(
                        "Marginal likelihood of each class",
                        "The mean probability that a method gives the class over all test images. On balanced test images"
                                + " a method without preference lies on the line 1/C."
                                + left(results),
                        "As in Figure 6, bottom, of the paper",
                        false,
                        new MarginalLikelihoodPlot(results.trainCounts(), all).picture()));
    }

    private static Optional<Figure> reliability(ReportedResults results, boolean scaled) {
        List<ReliabilityPlot.Panel> panels = new ArrayList<>();
        shown(results).forEach(method -> (scaled ? method.scaled() : Optional.of(method.plain()))
                .filter(scores -> !scores.bins().isEmpty())
                .ifPresent(scores -> panels.add(panel(scaled ? method.scaledLabel() : method.label(), scores))));
        if (panels.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure(
                scaled ? "Reliability after a temperature" : "Reliability",
                "Accuracy of the test images by their confidence. Where bars meet the diagonal, probabilities mean what they"
                        + " say; below, the share of the images." + (scaled ? fitted(results) : "") + left(results),
                "",
                false,
                new ReliabilityPlot(panels).picture()));
    }

    private static String fitted(ReportedResults results) {
        List<String> images = shown(results).stream()
                .map(ReportedMethod::fittedOn)
                .filter(on -> !on.isEmpty())
                .distinct()
                .map(on -> on + " images")
                .toList();
        return images.isEmpty() ? "" : " Temperatures were fitted on " + Numbers.list(images) + ".";
    }

    private static ReliabilityPlot.Panel panel(String name, Scores scores) {
        return new ReliabilityPlot.Panel(
                name,
                scores.bins().stream()
                        .map(bin -> new ReliabilityPlot.Bin(
                                bin.lower(), bin.upper(), bin.items(), bin.confidence(), bin.accuracy()))
                        .toList());
    }

    private static List<Series> series(ReportedResults results, ToDoubleBiFunction<ReportedMethod, Integer> value) {
        return shown(results).stream()
                .map(method -> series(method.label(), method, results.classes(), value))
                .toList();
    }

    /** The numbers of a method, one for each class. */
    static Series series(
            String name, ReportedMethod method, int classes, ToDoubleBiFunction<ReportedMethod, Integer> value) {
        return Series.of(
                name,
                IntStream.range(0, classes)
                        .mapToDouble(c -> value.applyAsDouble(method, c))
                        .toArray());
    }

    /** The series that have a number, if one has. */
    static Optional<List<Series>> present(List<Series> series) {
        List<Series> present = series.stream()
                .filter(it -> it.values().stream().anyMatch(Double::isFinite))
                .toList();
        return Optional.of(present).filter(all -> !all.isEmpty());
    }

    private static List<ReportedMethod> shown(ReportedResults results) {
        return results.methods().stream().limit(MOST_METHODS).toList();
    }

    private static String left(ReportedResults results) {
        int more = results.methods().size() - MOST_METHODS;
        return more > 0
                ? " The first " + MOST_METHODS + " methods are drawn, " + more + " left out for legibility."
                : "";
    }

    /** The most accurate method without a stamp, or the most accurate of all; the later of equal ones. */
    static Optional<ReportedMethod> best(ReportedResults results) {
        Comparator<ReportedMethod> byAccuracy = Comparator.comparing(
                        (ReportedMethod method) -> method.stamp().isEmpty())
                .thenComparing(method -> {
                    double accuracy = method.plain().value(Metric.ACCURACY);
                    return Double.isNaN(accuracy) ? -1 : accuracy;
                });
        return results.methods().stream().reduce((a, b) -> byAccuracy.compare(b, a) >= 0 ? b : a);
    }
}

package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Classes that are never recognised, groups without a class, and how unequal the rows of the classifiers are. */
final class ClassFindings {

    private static final int NAMED = 5;
    private static final String UNRECOGNISED = "Unrecognised";
    private static final String ACCURACIES = "class-accuracies";

    private ClassFindings() {}

    static List<Finding> of(ReportedResults results) {
        List<Finding> findings = new ArrayList<>();
        unrecognised(results).ifPresent(findings::add);
        rows(results).ifPresent(findings::add);
        for (ShotGroup group : ShotGroup.values()) {
            if (results.classes(group).isEmpty() && results.classes() > 0) {
                findings.add(Finding.note(
                        "Groups",
                        "No class is " + group.word() + "-shot (" + bounds(results, group)
                                + " training images), so accuracy on " + group.word() + "-shot classes is n/a."));
            }
        }
        untested(results).ifPresent(findings::add);
        return findings;
    }

    /** How many classes each method never recognises, and which those are in the most accurate one. */
    private static Optional<Finding> unrecognised(ReportedResults results) {
        List<String> counts = results.methods().stream()
                .filter(method -> !none(results, method).isEmpty())
                .map(method -> none(results, method).size() + " in " + method.label())
                .toList();
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        ReportedMethod best = ResultPictures.best(results).orElseThrow();
        List<Integer> none = none(results, best);
        if (results.methods().size() == 1) {
            return Optional.of(Finding.result(
                    UNRECOGNISED,
                    best.label() + " recognises no test image of "
                            + Numbers.count(none.size(), "class", "classes") + " out of " + results.classes() + ": "
                            + named(results, none) + "."));
        }
        return Optional.of(Finding.result(
                UNRECOGNISED,
                "Classes out of " + results.classes() + " of which no test image is recognised: " + Numbers.list(counts)
                        + ". "
                        + (none.isEmpty()
                                ? best.label() + ", the most accurate, recognises some images of every class."
                                : "Those in " + best.label() + ", the most accurate: " + named(results, none) + ".")));
    }

    private static List<Integer> none(ReportedResults results, ReportedMethod method) {
        return results.byFrequency().stream()
                .filter(c -> method.plain().ofClass(ACCURACIES, c) == 0)
                .toList();
    }

    private static String named(ReportedResults results, List<Integer> classes) {
        List<String> names = new ArrayList<>(classes.stream()
                .limit(NAMED)
                .map(c -> results.classNames().get(c) + " (trained on "
                        + Numbers.count(results.trainCounts().get(c), "image", "images") + ")")
                .toList());
        if (classes.size() > NAMED) {
            names.add(classes.size() - NAMED + " more");
        }
        return Numbers.list(names);
    }

    private static Optional<Finding> rows(ReportedResults results) {
        List<String> ratios = results.methods().stream()
                .filter(method -> Double.isFinite(ratio(results, method)))
                .map(method -> Numbers.fixed(ratio(results, method), 2) + " in " + method.label())
                .toList();
        return ratios.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.result(
                        "Classifier",
                        "Mean norm of the rows of many-shot classes over that of few-shot classes: "
                                + Numbers.list(ratios) + "."));
    }

    private static double ratio(ReportedResults results, ReportedMethod method) {
        return mean(results, method, ShotGroup.MANY) / mean(results, method, ShotGroup.FEW);
    }

    private static double mean(ReportedResults results, ReportedMethod method, ShotGroup group) {
        return results.classes(group).stream()
                .mapToDouble(method::norm)
                .average()
                .orElse(Double.NaN);
    }

    private static Optional<Finding> untested(ReportedResults results) {
        if (results.methods().isEmpty()) {
            return Optional.empty();
        }
        Scores scores = results.methods().get(0).plain();
        List<Integer> untested = IntStream.range(0, scores.ofClasses(ACCURACIES).size())
                .filter(c -> Double.isNaN(scores.ofClass(ACCURACIES, c)))
                .boxed()
                .toList();
        return untested.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "Groups",
                        Numbers.count(untested.size(), "class has", "classes have")
                                + " no test image, so accuracy there is n/a."));
    }

    private static String bounds(ReportedResults results, ShotGroup group) {
        return switch (group) {
            case MANY -> "more than " + results.manyAbove();
            case MEDIUM -> results.fewBelow() + " to " + results.manyAbove();
            case FEW -> "fewer than " + results.fewBelow();
        };
    }
}

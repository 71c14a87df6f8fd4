package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The classes whose test images are shown, those best recognised by a method apart from those worst recognised. Which
 * method that was is found by choosing again as the run did.
 */
final class SampledClasses {

    /** So many classes are the best and so many the worst. */
    private static final int EACH = 4;

    private SampledClasses() {}

    /**
     * Classes under their headings; under one that claims nothing if no method chooses them.
     *
     * @param classes as the gallery has them, in the order of the run
     */
    static List<Map<String, Object>> of(ReportedResults results, List<Map<String, Object>> classes) {
        if (classes.isEmpty()) {
            return List.of();
        }
        List<Integer> shown = results.samples().stream()
                .map(ReportedResults.Sample::label)
                .distinct()
                .toList();
        return chooser(results, shown)
                .map(method -> apart(results, method, classes))
                .orElseGet(() -> List.of(part("Test images of some classes", classes)));
    }

    /** The most accurate method, or the last one as runs of an earlier wb had it. */
    private static Optional<ReportedMethod> chooser(ReportedResults results, List<Integer> shown) {
        List<ReportedMethod> candidates = new ArrayList<>();
        ResultPictures.best(results).ifPresent(candidates::add);
        if (!results.methods().isEmpty()) {
            candidates.add(results.methods().get(results.methods().size() - 1));
        }
        return candidates.stream()
                .filter(method -> chosen(ranked(results, method)).equals(shown))
                .findFirst();
    }

    /** The classes with an accuracy, the best recognised first; of equal ones the more frequent first. */
    private static List<Integer> ranked(ReportedResults results, ReportedMethod method) {
        return IntStream.range(0, results.classes())
                .filter(c -> !Double.isNaN(accuracy(method, c)))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -accuracy(method, c))
                        .thenComparing(results.trainCounts()::get, Collections.reverseOrder()))
                .toList();
    }

    private static double accuracy(ReportedMethod method, int c) {
        return method.plain().ofClass("class-accuracies", c);
    }

    private static List<Integer> chosen(List<Integer> ranked) {
        Set<Integer> chosen = new LinkedHashSet<>(ranked.subList(0, Math.min(EACH, ranked.size())));
        chosen.addAll(ranked.subList(Math.max(0, ranked.size() - EACH), ranked.size()));
        return List.copyOf(chosen);
    }

    private static List<Map<String, Object>> apart(
            ReportedResults results, ReportedMethod method, List<Map<String, Object>> classes) {
        List<Integer> ranked = ranked(results, method);
        List<Integer> best = ranked.subList(0, Math.min(EACH, ranked.size()));
        List<Map<String, Object>> first =
                classes.stream().filter(c -> best.contains(c.get("class"))).toList();
        List<Map<String, Object>> last =
                classes.stream().filter(c -> !best.contains(c.get("class"))).toList();
        List<Map<String, Object>> parts = new ArrayList<>();
        String by = ", by the accuracy of " + method.name();
        if (!first.isEmpty()) {
            parts.add(part("Test images of the best classes" + by, first));
        }
        if (!last.isEmpty()) {
            parts.add(part("Test images of the worst classes" + by, last));
        }
        return parts;
    }

    private static Map<String, Object> part(String heading, List<Map<String, Object>> classes) {
        return Map.of("heading", heading, "classes", classes);
    }
}

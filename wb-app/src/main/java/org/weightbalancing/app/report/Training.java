package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** What a run trained, in one line: images, network, stages and seed, as far as its files tell. */
final class Training {

    /** More stages than that are counted. */
    private static final int NAMED = 4;

    private static final String NAME = "name";

    private Training() {}

    static String of(ReportedRun run) {
        List<String> parts = new ArrayList<>();
        add(parts, source(run.settings()));
        run.classes()
                .filter(results -> results.classes() > 0)
                .ifPresent(results -> parts.add(images(results.trainCounts())));
        add(parts, network(run.settings().path("model")));
        add(parts, stages(run.settings()));
        add(parts, seed(run));
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, String part) {
        if (!part.isEmpty()) {
            parts.add(part);
        }
    }

    private static String source(JsonNode settings) {
        return settings.path("data").path("source").path(NAME).asText();
    }

    /** Such as "10,847 training images of 100 classes, the largest of 500, the smallest of 5, imbalance 100". */
    private static String images(List<Integer> counts) {
        int largest = Collections.max(counts);
        int smallest = Collections.min(counts);
        long all = counts.stream().mapToLong(Integer::longValue).sum();
        return grouped(all) + (all == 1 ? " training image of " : " training images of ")
                + Numbers.count(counts.size(), "class", "classes") + ", the largest of " + grouped(largest)
                + ", the smallest of " + grouped(smallest)
                + (smallest > 0 ? ", imbalance " + Numbers.significant((double) largest / smallest) : "");
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String network(JsonNode model) {
        String architecture = model.path("architecture").asText();
        String width = model.path("width").asText();
        return architecture.isEmpty() || width.isEmpty() ? architecture : architecture + " of width " + width;
    }

    private static String stages(JsonNode settings) {
        List<String> all = StreamSupport.stream(settings.path("stages").spliterator(), false)
                .map(Training::stage)
                .toList();
        List<String> named = new ArrayList<>(all.subList(0, Math.min(NAMED, all.size())));
        if (all.size() > NAMED) {
            named.add(all.size() - NAMED + " more");
        }
        return all.isEmpty() ? "" : (all.size() == 1 ? "stage " : "stages ") + Numbers.list(named);
    }

    /** Such as "balance (classifier alone, 10 epochs)". */
    private static String stage(JsonNode stage) {
        List<String> words = new ArrayList<>();
        if (stage.path("trains").asText().equals("classifier")) {
            words.add("classifier alone");
        }
        if (stage.path("epochs").isIntegralNumber()) {
            words.add(Numbers.count(stage.path("epochs").asLong(), "epoch", "epochs"));
        }
        String name = stage.path(NAME).asText();
        return words.isEmpty() ? name : name + " (" + String.join(", ", words) + ")";
    }

    private static String seed(ReportedRun run) {
        String seed =
                run.settings().path("seed").asText(run.provenance().path("seed").asText());
        return seed.isEmpty() ? "" : "seed " + seed;
    }
}

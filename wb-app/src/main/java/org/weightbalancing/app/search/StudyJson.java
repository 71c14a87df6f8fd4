package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Descriptions of studies as study.json. */
final class StudyJson {

    private static final int FORMAT = 1;

    private StudyJson() {}

    static byte[] text(StudyDescription description) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT);
        root.set("space", SpaceJson.of(description.space()));
        goal(root.putObject("goal"), description.goal());
        root.put("generator", description.generator());
        description.settings().forEach(root.putObject("settings")::put);
        root.put("seed", description.seed());
        budget(root.putObject("budget"), description.budget());
        return StoredObject.pretty(root);
    }

    private static void goal(ObjectNode node, Goal goal) {
        node.put("larger-is-better", goal.largerIsBetter());
        ArrayNode constraints = node.putArray("constraints");
        for (Constraint constraint : goal.constraints()) {
            ObjectNode bounds = constraints.addObject().put("measure", constraint.measure());
            bounds.set("at-least", StoredValue.number(constraint.atLeast()));
            bounds.set("at-most", StoredValue.number(constraint.atMost()));
        }
    }

    private static void budget(ObjectNode node, Budget budget) {
        node.put("trials", budget.trials());
        budget.within().ifPresent(limit -> node.put("within", limit.toString()));
        budget.perTrial().ifPresent(limit -> node.put("per-trial", limit.toString()));
        node.put("attempts", budget.attempts());
    }

    /**
     * Reads a description.
     *
     * @param place the file
     * @throws StudyException if it is of another format or describes no study
     */
    static StudyDescription parse(String place, byte[] text) {
        StoredObject root = StoredObject.parse(place, text);
        if (root.whole("format") != FORMAT) {
            throw new StudyException(
                    place + " is of format " + root.whole("format") + ", and this version reads format " + FORMAT
                            + (root.whole("format") > FORMAT ? "; use a newer version" : ""));
        }
        try {
            return new StudyDescription(
                    SpaceJson.parse(root.objects("space")),
                    goal(root.object("goal")),
                    root.text("generator"),
                    settings(root.object("settings")),
                    root.longWhole("seed"),
                    budget(root.object("budget")));
        } catch (IllegalArgumentException e) {
            throw new StudyException(place + " describes no study: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> settings(StoredObject node) {
        Map<String, String> settings = new LinkedHashMap<>();
        node.keys().forEach(key -> settings.put(key, node.text(key)));
        return settings;
    }

    private static Goal goal(StoredObject node) {
        List<Constraint> constraints = new ArrayList<>();
        for (StoredObject bounds : node.objects("constraints")) {
            constraints.add(
                    new Constraint(bounds.text("measure"), bounds.number("at-least"), bounds.number("at-most")));
        }
        return new Goal(node.truth("larger-is-better"), constraints);
    }

    private static Budget budget(StoredObject node) {
        return new Budget(
                node.whole("trials"), duration(node, "within"), duration(node, "per-trial"), node.whole("attempts"));
    }

    private static Optional<Duration> duration(StoredObject node, String key) {
        if (!node.has(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(node.text(key)));
        } catch (DateTimeException e) {
            throw node.refused(key, "a duration such as PT1H30M");
        }
    }
}

package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run notes of its making, as the template wants it. */
final class Facts {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    private Facts() {}

    /** Everything in provenance.json but the experiment, by dotted key. */
    static List<Map<String, Object>> provenance(ReportedRun run) {
        List<Map<String, Object>> rows = new ArrayList<>();
        run.provenance().properties().stream()
                .filter(entry -> !entry.getKey().equals("experiment"))
                .forEach(entry -> flatten(entry.getKey(), entry.getValue(), rows));
        return rows;
    }

    private static void flatten(String key, JsonNode node, List<Map<String, Object>> rows) {
        if (node.isObject()) {
            node.properties().forEach(child -> flatten(key + "." + child.getKey(), child.getValue(), rows));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(key + "[" + i + "]", node.get(i), rows);
            }
        } else {
            rows.add(Map.of("key", key, "value", node.asText()));
        }
    }

    /** When the run began and how long it took, as far as it notes that. */
    static String when(ReportedRun run) {
        JsonNode times = run.provenance().path("times");
        List<String> parts = new ArrayList<>();
        String started = moment(times.path("started").asText());
        if (!started.isEmpty()) {
            parts.add("started " + started);
        }
        if (times.path("seconds").isNumber()) {
            parts.add("took " + duration(times.path("seconds").asDouble()));
        }
        return String.join(", ", parts);
    }

    private static String moment(String iso) {
        try {
            return iso.isEmpty() ? "" : WHEN.format(Instant.parse(iso));
        } catch (DateTimeParseException e) {
            return iso;
        }
    }

    /** A time span, such as "49.7 s", "12 min 5 s" or "3 h 12 min". */
    static String duration(double seconds) {
        if (seconds < MINUTE) {
            return Numbers.fixed(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        return whole < HOUR
                ? whole / MINUTE + " min " + whole % MINUTE + " s"
                : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
    }

    /** How to do it again and look at it, in commands for a POSIX shell. */
    static List<String> commands(ReportedRun run) {
        String path = shell(run.path().toString());
        return List.of(
                "wb reproduce " + path,
                "wb train " + shell(run.path().resolve("experiment.yaml").toString()),
                "wb evaluate " + path);
    }

    private static String shell(String text) {
        return text.matches("[A-Za-z0-9_./:+@%=-]+") && !text.startsWith("-")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}

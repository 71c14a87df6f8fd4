package org.weightbalancing.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import org.weightbalancing.app.system.Memory;

/**
 * A benchmark as JSON. What is undefined, and what was not measured, is {@code null}; speeds are images/s.
 *
 * <ul>
 *   <li>{@code network}, {@code classes}, {@code batch}: what a step computes;
 *   <li>{@code schedule}: {@code rounds}, {@code steps} of a round, {@code warmup} steps that count nowhere;
 *   <li>{@code software}, {@code machine}: as in a run's {@code provenance.json}, and in {@code machine} also
 *       {@code load-average}, the mean number of processes that ran or waited in the minute before the start;
 *   <li>{@code started}: ISO 8601;
 *   <li>{@code convolutions}: in {@code train} and {@code infer}, from a layer's name to the code that computes it,
 *       {@code winograd}, {@code direct} or {@code nd4j}; for inference under the name of the normalization that is
 *       folded into it;
 *   <li>{@code memory}: {@code resident-bytes}, {@code peak-resident-bytes}, {@code heap-bytes}, when wb had warmed up
 *       and before DL4J's layers were there;
 *   <li>{@code against}: {@code command} ({@code stock}, or the program), its {@code schedule}, its {@code remarks};
 *       {@code null} if wb was alone;
 *   <li>{@code train}, {@code infer}: {@code wb} and {@code other}, each {@code median}, {@code best}, {@code steps}
 *       (counted ones), {@code round-medians} and {@code rounds} (every step of every round); {@code pairs} of round
 *       medians, each {@code wb}, {@code other}, {@code ratio} (wb / other); {@code ratio}: {@code median},
 *       {@code min}, {@code max} over the pairs.
 * </ul>
 */
public final class BenchJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BenchJson() {}

    /** One object with the workload, the machine, and the rounds of each task. */
    public static String text(BenchReport report) {
        ObjectNode root = JSON.createObjectNode();
        BenchReport.Workload workload = report.workload();
        root.put("network", workload.network())
                .put("classes", workload.classes())
                .put("batch", workload.batch());
        schedule(root, workload.schedule());
        root.setAll(report.here());
        ObjectNode convolutions = root.putObject("convolutions");
        convolutions.putNull("train").putNull("infer");
        report.convolutions().forEach((task, paths) -> {
            ObjectNode layers = convolutions.putObject(task.toString());
            paths.forEach(layers::put);
        });
        memory(root.putObject("memory"), report.memory());
        report.opponent().ifPresentOrElse(opponent -> against(root, opponent), () -> root.putNull("against"));
        root.putNull("train").putNull("infer");
        report.tasks().forEach(result -> task(root.putObject(result.task().toString()), result));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }

    private static void schedule(ObjectNode node, Schedule schedule) {
        node.putObject("schedule")
                .put("rounds", schedule.rounds())
                .put("steps", schedule.steps())
                .put("warmup", schedule.warmup());
    }

    private static void memory(ObjectNode node, Memory memory) {
        bytes(node, "resident-bytes", memory.resident());
        bytes(node, "peak-resident-bytes", memory.peakResident());
        node.put("heap-bytes", memory.heap());
    }

    private static void bytes(ObjectNode node, String key, OptionalLong bytes) {
        bytes.ifPresentOrElse(value -> node.put(key, value), () -> node.putNull(key));
    }

    private static void against(ObjectNode root, BenchReport.Opponent opponent) {
        ObjectNode node = root.putObject("against").put("command", opponent.against());
        schedule(node, opponent.schedule());
        ArrayNode remarks = node.putArray("remarks");
        opponent.remarks().forEach(remarks::add);
    }

    private static void task(ObjectNode node, TaskResult result) {
        measurement(node.putObject("wb"), result.wb());
        result.other()
                .ifPresentOrElse(other -> measurement(node.putObject("other"), other), () -> node.putNull("other"));
        ArrayNode pairs = node.putArray("pairs");
        result.pairs().forEach(pair -> pair(pairs.addObject(), pair));
        result.ratio().ifPresentOrElse(ratio -> ratio(node.putObject("ratio"), ratio), () -> node.putNull("ratio"));
    }

    private static void measurement(ObjectNode node, Measurement measured) {
        number(node, "median", measured.median());
        number(node, "best", measured.best());
        node.put("steps", measured.steps());
        numbers(node.putArray("round-medians"), measured.roundMedians());
        ArrayNode rounds = node.putArray("rounds");
        measured.rounds().forEach(round -> numbers(rounds.addArray(), round));
    }

    private static void pair(ObjectNode node, Pair pair) {
        number(node, "wb", pair.wb());
        number(node, "other", pair.other());
        number(node, "ratio", pair.ratio());
    }

    private static void ratio(ObjectNode node, Ratio ratio) {
        number(node, "median", ratio.median());
        number(node, "min", ratio.min());
        number(node, "max", ratio.max());
    }

    private static void number(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }

    private static void numbers(ArrayNode node, List<Double> values) {
        values.forEach(node::add);
    }
}

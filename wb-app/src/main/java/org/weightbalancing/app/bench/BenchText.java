package org.weightbalancing.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.weightbalancing.app.system.Memory;

/** A benchmark for people: what ran where, a table of speeds, and a table of pairs if there are any. */
public final class BenchText {

    private static final double MIB = 1 << 20;
    private static final String UNDEFINED = "n/a";

    private final StringBuilder text = new StringBuilder();
    private final BenchReport report;
    private final String other;

    private BenchText(BenchReport report) {
        this.report = report;
        this.other = report.opponent()
                .map(opponent -> opponent.against().equals(BenchReport.STOCK) ? BenchReport.STOCK : "other")
                .orElse("");
    }

    /** The workload, the machine and the images a second; against an opponent also each pair of rounds. */
    public static String of(BenchReport report) {
        BenchText bench = new BenchText(report);
        bench.workload();
        bench.machine();
        bench.speeds();
        if (report.opponent().isPresent()) {
            bench.pairs();
        }
        return bench.text.toString();
    }

    private void workload() {
        BenchReport.Workload workload = report.workload();
        fact("network", workload.network() + ", " + workload.classes() + " classes, batches of " + workload.batch());
        fact("steps", steps(workload.schedule()));
        report.convolutions().forEach((task, paths) -> fact("convolutions", task + ": " + convolutions(paths)));
        report.opponent().ifPresent(opponent -> {
            fact("against", opponent.against());
            opponent.remarks().forEach(remark -> fact("", remark));
            if (!opponent.schedule().equals(workload.schedule())) {
                fact("", steps(opponent.schedule()));
            }
        });
    }

    private static String steps(Schedule schedule) {
        return schedule.rounds() + " rounds of " + schedule.steps() + ", after " + schedule.warmup() + " to warm up";
    }

    private static String convolutions(Map<String, String> paths) {
        Map<String, Long> counts = paths.values().stream()
                .collect(Collectors.groupingBy(path -> path, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private void machine() {
        JsonNode software = report.here().path("software");
        JsonNode machine = report.here().path("machine");
        boolean changed = software.path("uncommitted-changes").asText().equals("true");
        fact(
                "wb",
                software.path("wb").asText() + ", commit "
                        + software.path("commit").asText() + (changed ? " with uncommitted changes" : ""));
        fact("backend", software.path("backend").asText());
        fact("Java", software.path("java").asText());
        fact(
                "system",
                machine.path("os").asText() + ", "
                        + machine.path("architecture").asText());
        fact(
                "processors",
                machine.path("processors").asText() + " (" + machine.path("cpu").asText() + "), threads "
                        + machine.path("threads").asText());
        JsonNode load = machine.path("load-average");
        fact(
                "load",
                (load.isNumber() ? number("%.2f", load.asDouble()) : UNDEFINED) + " at the start, "
                        + report.here().path("started").asText());
        Memory memory = report.memory();
        fact(
                "memory",
                mebibytes(memory.resident()) + ", at most " + mebibytes(memory.peakResident()) + "; Java heap "
                        + mebibytes(OptionalLong.of(memory.heap())));
    }

    private void fact(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s  %s%n", name, value));
    }

    private void speeds() {
        text.append(String.format(
                Locale.ROOT,
                "%n%-12s  %9s%9s%7s   %s%n",
                "images/s",
                "median",
                "best",
                "steps",
                "median of each round"));
        for (TaskResult result : report.tasks()) {
            speed(result.task() + " wb", result.wb());
            result.other().ifPresent(measured -> speed(result.task() + " " + other, measured));
        }
    }

    private void speed(String name, Measurement measured) {
        String rounds = measured.roundMedians().stream()
                .map(median -> number("%.1f", median))
                .collect(Collectors.joining("  "));
        text.append(String.format(
                Locale.ROOT,
                "%-12s  %9s%9s%7d   %s%n",
                name,
                number("%.1f", measured.median()),
                number("%.1f", measured.best()),
                measured.steps(),
                rounds));
    }

    private void pairs() {
        text.append(String.format(Locale.ROOT, "%n%-12s  %9s%9s%9s%n", "pair", "wb", other, "ratio"));
        for (TaskResult result : report.tasks()) {
            List<Pair> pairs = result.pairs();
            for (int i = 0; i < pairs.size(); i++) {
                Pair pair = pairs.get(i);
                text.append(String.format(
                        Locale.ROOT,
                        "%-12s  %9s%9s%9s%n",
                        result.task() + " " + (i + 1),
                        number("%.1f", pair.wb()),
                        number("%.1f", pair.other()),
                        number("%.2f", pair.ratio())));
            }
            result.ratio().ifPresent(ratio -> ratio(result, ratio));
        }
    }

    private void ratio(TaskResult result, Ratio ratio) {
        text.append(String.format(
                Locale.ROOT,
                "%-12s  %27s  from %s to %s%n",
                result.task() + " median",
                number("%.2f", ratio.median()),
                number("%.2f", ratio.min()),
                number("%.2f", ratio.max())));
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? number("%.0f MiB", bytes.getAsLong() / MIB) : UNDEFINED;
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? UNDEFINED : String.format(Locale.ROOT, format, value);
    }
}

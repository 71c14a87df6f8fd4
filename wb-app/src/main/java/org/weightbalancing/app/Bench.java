package org.weightbalancing.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.bench.BenchReport;
import org.weightbalancing.app.bench.Entrant;
import org.weightbalancing.app.bench.ExternalProgram;
import org.weightbalancing.app.bench.NetworkContestant;
import org.weightbalancing.app.bench.Rounds;
import org.weightbalancing.app.bench.Schedule;
import org.weightbalancing.app.bench.Task;
import org.weightbalancing.app.bench.TaskResult;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.system.Memory;
import org.weightbalancing.app.system.Surroundings;
import org.weightbalancing.model.ResNetSpec;

/** Carries out a benchmark, from the first step to the report; progress on stderr if that is a terminal. */
final class Bench {

    private static final String VARIABLE = "WB_BENCH_";

    private final BenchReport.Workload workload;
    private final ResNetSpec network;
    private final List<Task> tasks;
    private final ObjectNode here;

    Bench(BenchReport.Workload workload, ResNetSpec network, List<Task> tasks, Backend backend) {
        this.workload = workload;
        this.network = network;
        this.tasks = tasks;
        this.here = here(backend);
    }

    // Noted before wb itself keeps the machine busy. Systems without a load average answer with a negative number.
    private static ObjectNode here(Backend backend) {
        ObjectNode here = Surroundings.here(backend);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        here.withObjectProperty("machine").put("load-average", load < 0 ? null : load);
        return here.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    BenchReport alone() {
        return report(wb -> Optional.empty(), Optional.empty());
    }

    /** Compares with DL4J's own layers, made once wb's memory is known. */
    BenchReport againstStock() {
        Schedule fewer = workload.schedule().forStock();
        return report(
                wb -> Optional.of(new Entrant(BenchReport.STOCK, wb.stock(), fewer)), Optional.of(BenchReport.STOCK));
    }

    /** Compares with a program, started first because that can fail. */
    BenchReport against(String command, Duration patience) {
        Map<String, String> environment = Map.of(
                VARIABLE + "NETWORK", workload.network(),
                VARIABLE + "CLASSES", Integer.toString(workload.classes()),
                VARIABLE + "BATCH", Integer.toString(workload.batch()),
                VARIABLE + "THREADS", here.path("machine").path("threads").asText());
        try (ExternalProgram program = ExternalProgram.start(command, environment, patience)) {
            Entrant other = new Entrant("other", program, workload.schedule());
            return report(wb -> Optional.of(other), Optional.of(command));
        }
    }

    private BenchReport report(Function<NetworkContestant, Optional<Entrant>> opponent, Optional<String> against) {
        NetworkContestant contestant = NetworkContestant.wb(network, workload.batch());
        Entrant wb = new Entrant("wb", contestant, workload.schedule());
        tasks.forEach(wb::warmUp);
        Memory memory = Memory.now();
        Optional<Entrant> other = opponent.apply(contestant);
        other.ifPresent(entrant -> tasks.forEach(entrant::warmUp));
        List<TaskResult> results = tasks.stream()
                .map(task -> Rounds.run(task, wb, other, Bench::progress))
                .toList();
        return new BenchReport(
                workload,
                here,
                convolutions(contestant),
                memory,
                results,
                other.map(entrant -> new BenchReport.Opponent(
                        against.orElseThrow(),
                        entrant.schedule(),
                        entrant.contestant().remarks())));
    }

    private Map<Task, Map<String, String>> convolutions(NetworkContestant wb) {
        Map<Task, Map<String, String>> paths = new EnumMap<>(Task.class);
        tasks.forEach(task -> paths.put(task, wb.convolutions(task)));
        return paths;
    }

    private static void progress(String line) {
        if (WatchOptions.onTerminal()) {
            System.err.println(line);
        }
    }
}

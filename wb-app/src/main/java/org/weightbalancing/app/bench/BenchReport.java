package org.weightbalancing.app.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.system.Memory;

/**
 * All that {@code wb bench} found out.
 *
 * @param workload what was measured
 * @param here the software and the machine, as {@link org.weightbalancing.app.system.Surroundings#here Surroundings.here} notes them, and how busy the machine was
 * @param convolutions by which code each is computed, by task and layer
 * @param memory of this process when wb had warmed up and nothing else was there yet
 * @param tasks one for each task
 * @param opponent what wb was compared with
 */
public record BenchReport(
        Workload workload,
        ObjectNode here,
        Map<Task, Map<String, String>> convolutions,
        Memory memory,
        List<TaskResult> tasks,
        Optional<Opponent> opponent) {

    /** DL4J's own layers, as the command line names them. */
    public static final String STOCK = "stock";

    /**
     * What a step computes, and how many steps there are.
     *
     * @param network its name
     * @param batch images of a step
     */
    public record Workload(String network, int classes, int batch, Schedule schedule) {}

    /**
     * What wb was compared with.
     *
     * @param against {@code stock}, or the command
     * @param schedule its own steps
     * @param remarks what a program wrote on standard error
     */
    public record Opponent(String against, Schedule schedule, List<String> remarks) {}
}

package org.weightbalancing.app.study;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes in which trials run, each with memory and threads of its own: a JVM started as this one was.
 *
 * @param program the main class of this one, whose command {@code trial} runs one
 * @param study its folder
 * @param data where downloaded data sets lie
 * @param features where those of the experiment lie, if it is one on features
 * @param parallel how many run at once, among which memory and processors are divided
 */
record TrialProcess(Class<?> program, Path study, Path data, Optional<String> features, int parallel) {

    private static final double MEMORY_PERCENT = 25;

    /**
     * Prepares the process of a trial.
     *
     * @param number of the trial
     * @param gpu that CUDA is shown, if there are several
     */
    ProcessBuilder of(int number, Optional<String> gpu) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A debugger listens on one port only.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib:jdwp"))
                .forEach(command::add);
        // The last one counts.
        command.add("-XX:MaxRAMPercentage=" + MEMORY_PERCENT / parallel);
        command.addAll(main());
        command.addAll(List.of("trial", study.toString(), Integer.toString(number), "--data", data.toString()));
        features.ifPresent(folder -> command.addAll(List.of("--features", folder)));
        ProcessBuilder process = new ProcessBuilder(command);
        divide(process.environment(), gpu);
        return process;
    }

    /** Says in an environment which threads and which device a process of it has. */
    void divide(Map<String, String> environment, Optional<String> gpu) {
        environment.put("OMP_NUM_THREADS", Integer.toString(threads(environment, parallel)));
        gpu.ifPresent(device -> environment.put("CUDA_VISIBLE_DEVICES", device));
    }

    private List<String> main() {
        Module module = program.getModule();
        return module.isNamed()
                ? List.of("-m", module.getName() + "/" + program.getName())
                : List.of("-cp", System.getProperty("java.class.path"), program.getName());
    }

    /** Threads of each of so many trials at once: what the user says, else a fair share of the processors. */
    static int threads(Map<String, String> environment, int parallel) {
        String told = environment.getOrDefault("OMP_NUM_THREADS", "");
        return told.matches("[1-9][0-9]{0,5}")
                ? Integer.parseInt(told)
                : Math.max(1, Runtime.getRuntime().availableProcessors() / parallel);
    }
}

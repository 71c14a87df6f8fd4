package org.weightbalancing.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.weightbalancing.app.bench.BenchReport;
import org.weightbalancing.app.bench.NamedNetwork;
import org.weightbalancing.app.bench.Schedule;
import org.weightbalancing.app.bench.Task;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.model.ResNetSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is to be measured, and how long. */
final class BenchOptions {

    /** The tasks as the command line names them. */
    enum Choice {
        TRAIN,
        INFER,
        BOTH;

        List<Task> tasks() {
            return this == BOTH ? List.of(Task.values()) : List.of(Task.valueOf(name()));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "resnet20",
            description = "A network for 32x32 images, such as resnet32 (default: resnet20).")
    private String network;

    @Option(names = "--classes", paramLabel = "N", defaultValue = "100", description = "Classes (default: 100).")
    private int classes;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = "Images of a step (default: 64).")
    private int batch;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            defaultValue = "both",
            description = "One of ${COMPLETION-CANDIDATES} (default: both).")
    private Choice choice;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds of each task (default: 3).")
    private int rounds;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "20", description = "Steps of a round (default: 20).")
    private int steps;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "10",
            description = "Steps of each task before the first round, which count nowhere (default: 10).")
    private int warmup;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    List<Task> tasks() {
        return choice.tasks();
    }

    BenchReport.Workload workload() {
        return new BenchReport.Workload(
                network, atLeast("--classes", classes, 2), atLeast("--batch", batch, 1), schedule());
    }

    private Schedule schedule() {
        return new Schedule(
                atLeast("--rounds", rounds, 1), atLeast("--steps", steps, 1), atLeast("--warmup", warmup, 1));
    }

    ResNetSpec spec(BenchReport.Workload workload) {
        Optional<ResNetSpec> named = NamedNetwork.of(workload.network(), workload.classes());
        return named.orElseThrow(() -> new ParameterException(
                spec.commandLine(),
                "unknown network '" + network + "'" + Nearest.hint(network, NamedNetwork.names(), "allowed")));
    }

    private int atLeast(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ", but must be at least " + least);
        }
        return value;
    }
}

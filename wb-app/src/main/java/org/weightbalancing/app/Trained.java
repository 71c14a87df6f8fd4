package org.weightbalancing.app;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.model.LayerNames;

/**
 * A network as a stage or a post-hoc change left it.
 *
 * @param name of the stage or change
 * @param network with all its layers
 * @param adjustment of its logits, if there is one
 * @param stamp the warning that its results carry, if any
 */
record Trained(String name, ComputationGraph network, Optional<LogitAdjustment> adjustment, Optional<String> stamp) {

    /** Reads the networks of a run, in the order of its experiment. */
    static List<Trained> read(Experiment experiment, RunDirectory directory) {
        Map<String, Trained> networks = new LinkedHashMap<>();
        for (StageSettings stage : experiment.stages()) {
            Optional<String> stamp = stage.keep().stamp().or(() -> stampOf(networks, stage.from()));
            networks.put(stage.name(), read(stage.name(), Optional.empty(), stamp, directory));
        }
        for (PostHocSettings change : experiment.postHoc()) {
            Optional<LogitAdjustment> adjustment = change.adjustments().isEmpty()
                    ? Optional.empty()
                    : Optional.of(AdjustmentFile.read(directory, change.name()));
            networks.put(change.name(), read(change.name(), adjustment, stampOf(networks, change.from()), directory));
        }
        return List.copyOf(networks.values());
    }

    private static Optional<String> stampOf(Map<String, Trained> networks, String name) {
        return Optional.ofNullable(networks.get(name)).flatMap(Trained::stamp);
    }

    private static Trained read(
            String name, Optional<LogitAdjustment> adjustment, Optional<String> stamp, RunDirectory directory) {
        try {
            return new Trained(name, Checkpoints.read(directory.model(name)), adjustment, stamp);
        } catch (UncheckedIOException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
    }

    /** Writes the network, and the adjustment if there is one. */
    void write(RunDirectory directory) {
        try {
            Checkpoints.write(network, directory.model(name));
        } catch (UncheckedIOException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
        adjustment.ifPresent(change -> AdjustmentFile.write(directory, name, change));
    }

    /** Whether two networks differ at most in their classifiers, so that features of one are those of the other. */
    boolean sharesFeaturesWith(Trained other) {
        return network.paramTable().entrySet().stream()
                .filter(parameter -> !parameter.getKey().startsWith(LayerNames.CLASSIFIER + "_"))
                .allMatch(parameter ->
                        parameter.getValue().equalsWithEps(other.network().getParam(parameter.getKey()), 0));
    }
}

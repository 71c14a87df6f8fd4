package org.weightbalancing.app;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.model.LayerNames;

/**
 * A network as a stage or a post-hoc change left it.
 *
 * @param name of the stage or change
 * @param network with all its layers
 * @param stamp the warning that its results carry, if any
 */
record Trained(String name, ComputationGraph network, Optional<String> stamp) {

    /** Reads the networks of a run, in the order of its experiment. */
    static List<Trained> read(Experiment experiment, RunDirectory directory) {
        Map<String, Trained> networks = new LinkedHashMap<>();
        for (StageSettings stage : experiment.stages()) {
            Optional<String> stamp = stage.keep().stamp().or(() -> stampOf(networks, stage.from()));
            networks.put(stage.name(), read(stage.name(), stamp, directory));
        }
        for (PostHocSettings change : experiment.postHoc()) {
            networks.put(change.name(), read(change.name(), stampOf(networks, change.from()), directory));
        }
        return List.copyOf(networks.values());
    }

    private static Optional<String> stampOf(Map<String, Trained> networks, String name) {
        return Optional.ofNullable(networks.get(name)).flatMap(Trained::stamp);
    }

    private static Trained read(String name, Optional<String> stamp, RunDirectory directory) {
        try {
            return new Trained(name, Checkpoints.read(directory.model(name)), stamp);
        } catch (UncheckedIOException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
    }

    /** Whether two networks differ at most in their classifiers, so that features of one are those of the other. */
    boolean sharesFeaturesWith(Trained other) {
        return network.paramTable().entrySet().stream()
                .filter(parameter -> !parameter.getKey().startsWith(LayerNames.CLASSIFIER + "_"))
                .allMatch(parameter ->
                        parameter.getValue().equalsWithEps(other.network().getParam(parameter.getKey()), 0));
    }
}

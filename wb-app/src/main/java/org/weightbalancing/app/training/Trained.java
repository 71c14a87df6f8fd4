package org.weightbalancing.app.training;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.LayerNames;

/**
 * A network as a stage or a post-hoc change left it.
 *
 * @param name of the stage or change
 * @param network with all its layers
 * @param adjustment of its logits, if there is one
 * @param stamp the warning that its results carry, if any
 */
public record Trained(
        String name, ComputationGraph network, Optional<LogitAdjustment> adjustment, Optional<String> stamp) {

    /** Reads the networks of a run, in the order of its experiment; they may be of classes of the catalog's plug-ins. */
    public static List<Trained> read(Catalog catalog, Experiment experiment, RunDirectory directory) {
        return List.copyOf(read(catalog, experiment, directory, name -> true).values());
    }

    /** Reads the networks that a run has noted as done, by name, in the order of its experiment. */
    public static Map<String, Trained> finished(Catalog catalog, Experiment experiment, RunDirectory directory) {
        return read(catalog, experiment, directory, Provenance.networks(directory)::contains);
    }

    private static Map<String, Trained> read(
            Catalog catalog, Experiment experiment, RunDirectory directory, Predicate<String> wanted) {
        Set<String> packages = catalog.plugInPackages();
        Map<String, Trained> networks = new LinkedHashMap<>();
        for (StageSettings stage : experiment.stages()) {
            if (wanted.test(stage.name())) {
                Optional<String> stamp = stamp(stage, networks);
                networks.put(stage.name(), read(stage.name(), Optional.empty(), stamp, directory, packages));
            }
        }
        for (PostHocSettings change : experiment.postHoc()) {
            if (wanted.test(change.name())) {
                Optional<LogitAdjustment> adjustment = change.adjustments().isEmpty()
                        ? Optional.empty()
                        : Optional.of(AdjustmentFile.read(directory, change.name()));
                networks.put(
                        change.name(),
                        read(change.name(), adjustment, stampOf(networks, change.from()), directory, packages));
            }
        }
        return networks;
    }

    /** The warning that a stage's network carries: its own, that of its origin, or that of its teacher. */
    public static Optional<String> stamp(StageSettings stage, Map<String, Trained> networks) {
        return stage.keep()
                .stamp()
                .or(() -> stampOf(networks, stage.from()))
                .or(() -> stampOf(networks, stage.teacher()));
    }

    private static Optional<String> stampOf(Map<String, Trained> networks, String name) {
        return Optional.ofNullable(networks.get(name)).flatMap(Trained::stamp);
    }

    private static Trained read(
            String name,
            Optional<LogitAdjustment> adjustment,
            Optional<String> stamp,
            RunDirectory directory,
            Set<String> packages) {
        try {
            return new Trained(name, Checkpoints.read(directory.model(name), packages), adjustment, stamp);
        } catch (UncheckedIOException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
    }

    /** Writes the network, and the adjustment if there is one. */
    public void write(RunDirectory directory) {
        try {
            Checkpoints.write(network, directory.model(name));
        } catch (UncheckedIOException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
        adjustment.ifPresent(change -> AdjustmentFile.write(directory, name, change));
    }

    /** The adjusted logits [n, C] of features [n, D]: those of each row, whatever the others are. */
    public INDArray logits(INDArray features) {
        INDArray logits = Classifiers.logitsByRow(network, features);
        adjustment.ifPresent(
                change -> logits.muliRowVector(row(change.scale(), logits)).addiRowVector(row(change.shift(), logits)));
        return logits;
    }

    private static INDArray row(double[] values, INDArray like) {
        return Nd4j.createFromArray(values).castTo(like.dataType()).reshape(1, values.length);
    }

    /** Whether two networks differ at most in their classifiers, so that features of one are those of the other. */
    public boolean sharesFeaturesWith(Trained other) {
        return network.paramTable().entrySet().stream()
                .filter(parameter -> !parameter.getKey().startsWith(LayerNames.CLASSIFIER + "_"))
                .allMatch(parameter ->
                        parameter.getValue().equalsWithEps(other.network().getParam(parameter.getKey()), 0));
    }
}

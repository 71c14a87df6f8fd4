package org.weightbalancing.app.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.feature.BankFeatures;
import org.weightbalancing.app.feature.ComputedFeatures;
import org.weightbalancing.app.feature.FeatureSource;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.training.ProvenanceCheck;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * The stages of a study's experiment that its method needs and no dimension touches, trained once for all its trials.
 *
 * @param networks of those stages, by name
 * @param folder of the run that trained them, with their features
 */
public record Stem(Map<String, Trained> networks, Path folder) {

    private static final String FEATURES = "features";
    private static final int FINGERPRINT = 12;

    private static List<StageSettings> stages(Catalog catalog, Search search) {
        Set<String> needed = search.needed(catalog);
        return search.base().stages().subList(0, search.stem()).stream()
                .filter(stage -> needed.contains(stage.name()))
                .toList();
    }

    private static Experiment experiment(Catalog catalog, Search search) {
        Experiment whole = search.base();
        return new Experiment(
                whole.name(),
                whole.preset(),
                whole.seed(),
                whole.data(),
                whole.model(),
                stages(catalog, search),
                List.of(),
                whole.evaluation());
    }

    /** The stem of a study whose experiment has none, or whose stem is trained. */
    public static Stem read(Catalog catalog, Search search, Images images, StudyPaths paths) {
        if (stages(catalog, search).isEmpty()) {
            return new Stem(Map.of(), paths.stem());
        }
        StoredRun run = StoredRun.open(catalog, paths.stem());
        ProvenanceCheck.requireSame(images, run.directory());
        Map<String, Trained> networks = new LinkedHashMap<>();
        run.networks().forEach(trained -> networks.put(trained.name(), trained));
        return new Stem(networks, paths.stem());
    }

    /**
     * Trains the stem, or what is left of it; waits while another process does.
     *
     * @param run of the whole experiment
     */
    static Stem trained(Search search, Run run, StudyPaths paths, Backend backend, WatchOptions watch) {
        if (stages(run.catalog(), search).isEmpty()) {
            return new Stem(Map.of(), paths.stem());
        }
        Run part = new Run(run.catalog(), experiment(run.catalog(), search), run.images());
        Runnable waiting = () -> watch.messages().println("another process trains " + paths.stem() + "; waiting");
        return new Stem(
                part.train(RunDirectory.begun(paths.stem()), backend, watch.progress(), watch.interval(), waiting),
                paths.stem());
    }

    /** Copies of its networks, for a trial that changes them. */
    synchronized Map<String, Trained> copies() {
        Map<String, Trained> copies = new LinkedHashMap<>();
        networks.forEach((name, trained) ->
                copies.put(name, of(trained, trained.network().clone())));
        return copies;
    }

    /** Copies of its classifiers alone, as networks from features to logits. */
    synchronized Map<String, Trained> classifiers() {
        Map<String, Trained> heads = new LinkedHashMap<>();
        networks.forEach((name, trained) ->
                heads.put(name, of(trained, Classifiers.extract(trained.network(), new CrossEntropy()))));
        return heads;
    }

    private static Trained of(Trained trained, ComputationGraph network) {
        return new Trained(trained.name(), network, trained.adjustment(), trained.stamp());
    }

    /** The features of one of its networks, computed when they are first asked for. */
    FeatureSource features(String stage, ComputedFeatures computed) {
        ComputationGraph network = networks.get(stage).network();
        String name = stage + "-" + Checkpoints.fingerprint(network).substring(0, FINGERPRINT);
        return computed.images().stored().isPresent()
                ? computed
                : new BankFeatures(network, computed, folder.resolve(FEATURES).resolve(name));
    }
}

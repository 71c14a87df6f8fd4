package org.weightbalancing.app.run;

import java.nio.file.Path;
import java.util.List;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.training.StageProgress;

/**
 * A whole experiment in small: every kind of stage, a post-hoc change, and what came of it.
 *
 * @param directory of the run
 * @param results of the run
 */
record SmallRun(RunDirectory directory, Results results) {

    static final Catalog CATALOG = Catalog.load();

    private static final String EXPERIMENT = """
            name: small
            data:
              source: {name: drawn, largest: 12, validation-per-class: 2, test-per-class: 3}
              long-tail: {profile: exponential, imbalance: 6}
              augmentation: [{name: pad-crop, pad: 2}, horizontal-flip]
            model: {architecture: resnet-8, width: 4}
            stages:
              - name: features
                epochs: 2
                learning-rate: 0.05
                keep: best-on-validation
                regularizers: [{name: weight-decay, decay: 1e-3, on: all}]
              - name: balance
                trains: classifier
                epochs: 3
                views: 2
                loss: class-balanced-cross-entropy
                learning-rate: 0.05
                regularizers:
                  - {name: weight-decay, decay: 5e-3, on: classifier}
                  - {name: max-norm, fraction: 0.1}
              - name: published
                from: features
                trains: classifier
                input: images
                batch-norm: update
                epochs: 2
                loss: class-balanced-softmax-bce
                learning-rate: 0.01
                keep: best-on-test
                restart-classifier: true
            post-hoc:
              - name: l2
                from: features
                regularizers: [l2-normalization]
            evaluation: {flip-averaging: true, shot-groups: {many-above: 8, few-below: 3}}
            """;

    /** Carries it out. */
    static SmallRun in(Path folder) {
        RunDirectory directory = RunDirectory.create(folder.resolve("run"));
        Results results = execute(experiment(), folder, directory);
        Plots.write(results, directory);
        return new SmallRun(directory, results);
    }

    static Results execute(Experiment experiment, Path folder, RunDirectory directory) {
        return Run.prepare(CATALOG, experiment, folder).execute(directory, Backend.start(), StageProgress.silent());
    }

    static Experiment experiment(String... sets) {
        return new ExperimentFile(CATALOG).parse("small.yaml", EXPERIMENT, List.of(sets));
    }
}

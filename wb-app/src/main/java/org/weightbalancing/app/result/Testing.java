package org.weightbalancing.app.result;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.experiment.EvaluationSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.feature.FixedBatches;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.eval.Logits;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.Seeds;

/** Tests networks one after another; those that share features share the passes over the images. */
public final class Testing {

    private static final String BOOTSTRAP_STREAM = "bootstrap";

    private final Images images;
    private final FixedBatches batches;
    private final boolean flips;
    private final Measuring measuring;
    private final Map<String, Selection> selections;
    private final LogitFiles files;
    private final TestGeometry geometry;
    private final Map<Trained, Features> features = new LinkedHashMap<>();

    /**
     * Prepares tests.
     *
     * @param experiment that the networks are of
     * @param selections on which images the epochs of its methods were chosen, by name
     * @param images of the experiment
     * @param files takes all logits
     */
    public Testing(Experiment experiment, Map<String, Selection> selections, Images images, LogitFiles files) {
        EvaluationSettings settings = experiment.evaluation();
        this.images = images;
        this.batches = new FixedBatches(images.normalization(), settings.batch());
        this.flips = settings.flipAveraging();
        this.measuring = new Measuring(
                images.test().labels(),
                images.train().classCounts(),
                groups(settings),
                new Seeds(experiment.seed()).stream(BOOTSTRAP_STREAM));
        this.selections = selections;
        this.files = files;
        this.geometry = TestGeometry.of(measuring.labels(), images.test().classes());
    }

    /** The experiment's own shot groups. */
    ShotGroups groups() {
        return measuring.groups();
    }

    /** The shot groups of settings. */
    public static ShotGroups groups(EvaluationSettings settings) {
        return new ShotGroups(
                settings.shotGroups().manyAbove(), settings.shotGroups().fewBelow());
    }

    MethodResult test(Trained trained) {
        Features bank = features(trained);
        INDArray logits = trained.logits(bank.plain().features(0));
        files.take("test", trained.name(), logits);
        Optional<Measured> flipped = bank.mirrored()
                .map(mirrored -> Logits.flipAveraged(logits, trained.logits(mirrored.features(0))))
                .map(measuring::of);
        return new MethodResult(
                trained.name(),
                measuring.of(logits),
                flipped,
                bank.validation()
                        .map(validation -> scaled(trained, logits, validation))
                        .orElseGet(() -> scaled(
                                Temperatures.crossed(logits, measuring.labels()),
                                TemperatureScaled.FittedOn.TEST_HALVES,
                                logits)),
                geometry.of(bank.plain().features(0), trained.network()),
                Arrays.stream(Classifiers.norms(trained.network())).boxed().toList(),
                boxed(Logits.argmax(logits)),
                trained.stamp(),
                selections.getOrDefault(trained.name(), Selection.LAST_EPOCH));
    }

    private TemperatureScaled scaled(Trained trained, INDArray logits, FeatureBank validation) {
        INDArray ofValidation = trained.logits(validation.features(0));
        files.take("validation", trained.name(), ofValidation);
        double fitted = Temperatures.fit(ofValidation, validation.labels());
        return scaled(
                Temperatures.same(fitted, measuring.labels().length), TemperatureScaled.FittedOn.VALIDATION, logits);
    }

    private TemperatureScaled scaled(Temperatures fitted, TemperatureScaled.FittedOn images, INDArray logits) {
        return new TemperatureScaled(fitted.mean(), fitted.atBound(), images, measuring.of(logits, fitted));
    }

    private Features features(Trained trained) {
        for (Map.Entry<Trained, Features> known : features.entrySet()) {
            if (trained.sharesFeaturesWith(known.getKey())) {
                return known.getValue();
            }
        }
        ComputationGraph inference = InferenceNetwork.of(trained.network());
        ImageSet validation = images.validation();
        Features computed = new Features(
                plain(inference, images.test()),
                flips ? Optional.of(batches.features(inference, images.test(), true)) : Optional.empty(),
                validation.size() > 0 ? Optional.of(plain(inference, validation)) : Optional.empty());
        features.put(trained, computed);
        return computed;
    }

    private FeatureBank plain(ComputationGraph inference, ImageSet set) {
        return images.stored()
                .map(stored -> stored.plain(set))
                .orElseGet(() -> batches.features(inference, set, false));
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private record Features(FeatureBank plain, Optional<FeatureBank> mirrored, Optional<FeatureBank> validation) {}
}

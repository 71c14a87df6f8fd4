package org.weightbalancing.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.eval.Logits;
import org.weightbalancing.eval.LongTailEvaluator;
import org.weightbalancing.eval.LongTailReport;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.train.FeatureBank;

/**
 * What all methods of an experiment reach on the same test images.
 *
 * @param classNames by class
 * @param trainCounts training images of each class
 * @param truth class of each test image
 * @param groups which classes are many-, medium- and few-shot
 * @param methods in the order of the experiment
 */
record Results(
        List<String> classNames,
        List<Integer> trainCounts,
        List<Integer> truth,
        ShotGroups groups,
        List<MethodResult> methods) {

    Results {
        classNames = List.copyOf(classNames);
        trainCounts = List.copyOf(trainCounts);
        truth = List.copyOf(truth);
        methods = List.copyOf(methods);
    }

    /** Tests networks; those that share features share the passes over the images. */
    static Results of(Collection<Trained> networks, Images images, EvaluationSettings settings) {
        Testing testing = new Testing(images, settings);
        List<MethodResult> methods = new ArrayList<>();
        for (Trained trained : networks) {
            methods.add(testing.test(trained));
        }
        return new Results(
                images.test().classNames(),
                boxed(images.train().classCounts()),
                boxed(images.test().labels()),
                testing.groups,
                methods);
    }

    /** Classes of the many-shot group. */
    List<Integer> head() {
        return classes(count -> count > groups.manyAbove());
    }

    /** Classes of the few-shot group. */
    List<Integer> tail() {
        return classes(count -> count < groups.fewBelow());
    }

    private List<Integer> classes(java.util.function.IntPredicate count) {
        return IntStream.range(0, trainCounts.size())
                .filter(c -> count.test(trainCounts.get(c)))
                .boxed()
                .toList();
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static final class Testing {
        private final Images images;
        private final FixedBatches batches;
        private final boolean flips;
        private final ShotGroups groups;
        private final Map<Trained, Features> features = new LinkedHashMap<>();

        Testing(Images images, EvaluationSettings settings) {
            this.images = images;
            this.batches = new FixedBatches(images.normalization(), settings.batch());
            this.flips = settings.flipAveraging();
            this.groups = new ShotGroups(
                    settings.shotGroups().manyAbove(), settings.shotGroups().fewBelow());
        }

        MethodResult test(Trained trained) {
            Features bank = features(trained);
            INDArray logits = trained.logits(bank.plain().features(0));
            int[] predicted = Logits.argmax(logits);
            Optional<LongTailReport> flipped = bank.mirrored().map(mirrored -> {
                INDArray other = trained.logits(mirrored.features(0));
                return report(Logits.argmax(Logits.flipAveraged(logits, other)));
            });
            double[] norms = Classifiers.norms(trained.network());
            return new MethodResult(
                    trained.name(),
                    report(predicted),
                    flipped,
                    Arrays.stream(norms).boxed().toList(),
                    boxed(predicted),
                    trained.stamp());
        }

        private LongTailReport report(int[] predicted) {
            return new LongTailEvaluator(groups)
                    .evaluate(images.test().labels(), predicted, images.train().classCounts());
        }

        private Features features(Trained trained) {
            for (Map.Entry<Trained, Features> known : features.entrySet()) {
                if (trained.sharesFeaturesWith(known.getKey())) {
                    return known.getValue();
                }
            }
            Features computed = computed(trained.network());
            features.put(trained, computed);
            return computed;
        }

        private Features computed(ComputationGraph network) {
            ComputationGraph inference = InferenceNetwork.of(network);
            FeatureBank plain = batches.features(inference, images.test(), false);
            return new Features(
                    plain, flips ? Optional.of(batches.features(inference, images.test(), true)) : Optional.empty());
        }
    }

    private record Features(FeatureBank plain, Optional<FeatureBank> mirrored) {}
}

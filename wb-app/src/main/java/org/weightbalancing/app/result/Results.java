package org.weightbalancing.app.result;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.eval.ShotGroups;

/**
 * What all methods of an experiment reach on the same test images.
 *
 * @param classNames by class
 * @param trainCounts training images of each class
 * @param truth class of each test image
 * @param groups which classes are many-, medium- and few-shot
 * @param methods in the order of the experiment
 */
public record Results(
        List<String> classNames,
        List<Integer> trainCounts,
        List<Integer> truth,
        ShotGroups groups,
        List<MethodResult> methods) {

    /** Keeps copies of the lists. */
    public Results {
        classNames = List.copyOf(classNames);
        trainCounts = List.copyOf(trainCounts);
        truth = List.copyOf(truth);
        methods = List.copyOf(methods);
    }

    /**
     * Tests networks.
     *
     * @param testing of their experiment
     * @param images on which
     */
    public static Results of(Collection<Trained> networks, Testing testing, Images images) {
        return new Results(
                images.test().classNames(),
                boxed(images.train().classCounts()),
                boxed(images.test().labels()),
                testing.groups(),
                networks.stream().map(testing::test).toList());
    }

    /** Classes of the many-shot group. */
    List<Integer> head() {
        return classes(count -> count > groups.manyAbove());
    }

    /** Classes of the few-shot group. */
    List<Integer> tail() {
        return classes(count -> count < groups.fewBelow());
    }

    private List<Integer> classes(IntPredicate count) {
        return IntStream.range(0, trainCounts.size())
                .filter(c -> count.test(trainCounts.get(c)))
                .boxed()
                .toList();
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}

package org.weightbalancing.model.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.head.EtfHead;
import org.weightbalancing.model.head.HeadCases;
import org.weightbalancing.model.head.HeadParameter;

class FeatureGeometryLawsTest {

    @Property(seed = "1", tries = 60)
    void equalsTheFormulasInPlainLoops(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 40) int items,
            @ForAll @IntRange(min = 1, max = 12) int dimension,
            @ForAll @IntRange(min = 2, max = 15) int classes,
            @ForAll boolean floats) {
        assertEqualsSlowTwin(seed, items, dimension, classes, floats ? DataType.FLOAT : DataType.DOUBLE);
    }

    /** More items and classes than are multiplied at a time. */
    @Test
    void equalsTheFormulasInPlainLoopsWhenThereAreMany() {
        assertEqualsSlowTwin(5, 600, 4, 300, DataType.DOUBLE);
    }

    private static void assertEqualsSlowTwin(long seed, int items, int dimension, int classes, DataType type) {
        INDArray features = HeadCases.normal(seed, type, items, dimension);
        int[] labels = labels(seed, items, classes);
        INDArray weights = HeadCases.normal(seed + 1, type, dimension, classes);
        INDArray bias = HeadCases.normal(seed + 2, type, 1, classes);
        FeatureGeometry fast = FeatureGeometry.of(features, labels, weights, bias);
        SlowGeometry slow = new SlowGeometry(features.castTo(DataType.DOUBLE), labels, classes);
        // With as many items as dimensions, squares of small singular values are what is inverted.
        assertClose(fast.fisherRatio(), slow.fisherRatio(), 1e-5);
        assertClose(fast.interClassCosine(), slow.interClassCosine(), 1e-11);
        assertClose(fast.collapse(), slow.collapse(weights.castTo(DataType.DOUBLE), bias.castTo(DataType.DOUBLE)));
    }

    private static void assertClose(NeuralCollapse actual, NeuralCollapse expected) {
        assertClose(actual.nc1(), expected.nc1(), 1e-5);
        assertClose(actual.nc2Norms(), expected.nc2Norms(), 1e-11);
        assertClose(actual.nc2Angles(), expected.nc2Angles(), 1e-11);
        assertClose(actual.nc3(), expected.nc3(), 1e-11);
        assertClose(actual.nc4(), expected.nc4(), 0);
    }

    private static void assertClose(double actual, double expected, double tolerance) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
            return;
        }
        assertThat(actual).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }

    /** Every class but perhaps the last has an item where there are enough of them. */
    private static int[] labels(long seed, int items, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, items)
                .map(i -> i < 2 ? i : random.nextInt(classes))
                .toArray();
    }

    @Property(seed = "1", tries = 20)
    void rotationsChangeNothing(@ForAll long seed) {
        Case given = Case.of(seed);
        INDArray rotation = reflection(seed + 3, 5).mmul(reflection(seed + 4, 5));
        Case rotated =
                new Case(given.features().mmul(rotation), rotation.transpose().mmul(given.weights()), given.bias());
        assertSameShape(rotated.geometry(), given.geometry(), 1);
    }

    @Property(seed = "1", tries = 20)
    void scaleChangesLengthsOnly(@ForAll long seed, @ForAll @IntRange(min = -6, max = 6) int exponent) {
        double scale = Math.pow(10, exponent);
        Case given = Case.of(seed);
        // Weights over scale keep the logits.
        Case scaled = new Case(given.features().mul(scale), given.weights().div(scale), given.bias());
        assertSameShape(scaled.geometry(), given.geometry(), scale);
    }

    @Property(seed = "1", tries = 20)
    void theOrderOfItemsAndOfClassesDoesNotMatter(@ForAll long seed) {
        Case given = Case.of(seed);
        // Items backwards, and class c as class 3 - c.
        int[] backwards = IntStream.range(0, 30).map(i -> 29 - i).toArray();
        int[] labels = IntStream.of(backwards).map(i -> 3 - Case.LABELS[i]).toArray();
        FeatureGeometry other = FeatureGeometry.of(
                given.features().getRows(backwards),
                labels,
                given.weights().getColumns(3, 2, 1, 0),
                given.bias().getColumns(3, 2, 1, 0));
        assertSameShape(other, given.geometry(), 1);
    }

    @Property(seed = "1", tries = 20)
    void theFisherRatioIsThatOfAnyInvertibleMap(@ForAll long seed) {
        Case given = Case.of(seed);
        INDArray map = reflection(seed + 3, 5)
                .mulRowVector(Nd4j.createFromArray(0.01, 0.1, 1, 10, 100.0))
                .mmul(reflection(seed + 4, 5));
        FeatureGeometry mapped = FeatureGeometry.of(given.features().mmul(map).addi(3), Case.LABELS, 4);
        assertClose(mapped.fisherRatio(), given.geometry().fisherRatio(), 1e-6);
    }

    @Property(seed = "1", tries = 20)
    void aColumnThatFollowsFromOthersAddsNoDirectionInFloat(@ForAll long seed) {
        INDArray features = HeadCases.normal(seed, DataType.FLOAT, 30, 3);
        INDArray column = features.getColumn(0).add(features.getColumn(1)).reshape(30, 1);
        FeatureGeometry given = FeatureGeometry.of(features, Case.LABELS, 4);
        FeatureGeometry wider = FeatureGeometry.of(Nd4j.hstack(features, column), Case.LABELS, 4);
        assertClose(wider.fisherRatio(), given.fisherRatio(), 1e-5);
    }

    /** Class means in a plane far from 0, but for rounding to 2^-15, and items that leave it. */
    @Property(seed = "1", tries = 20)
    void roundingOfMeansInFloatSpansNoDirection(@ForAll long seed) {
        int[] twice = IntStream.range(0, 12).map(i -> i / 2).toArray();
        INDArray plane = HeadCases.normal(seed, DataType.FLOAT, 6, 2).castTo(DataType.DOUBLE);
        INDArray means = Nd4j.hstack(plane, plane.sum(true, 1)).getRows(twice);
        INDArray signs = Nd4j.createFromArray(
                IntStream.range(0, 12).mapToDouble(i -> i % 2 == 0 ? 1 : -1).toArray());
        INDArray features = means.addColumnVector(signs.reshape(12, 1)).addi(1000);
        double exact = FeatureGeometry.of(features, twice, 6).collapse().nc1();
        double rounded = FeatureGeometry.of(features.castTo(DataType.FLOAT), twice, 6)
                .collapse()
                .nc1();
        assertClose(rounded, exact, 1e-2);
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "4, 10", "10, 16"})
    void aSimplexIsCollapsed(int classes, int dimension) {
        // The frame around any centre, with as many items at each vertex as its index says and one more.
        INDArray frame = Nd4j.zeros(DataType.DOUBLE, dimension, classes);
        EtfHead etf = new EtfHead(false, 9);
        etf.parameters(dimension, classes).stream()
                .filter(parameter -> parameter.key().equals(HeadParameter.WEIGHTS))
                .forEach(parameter -> parameter.start().fill(frame, new SplittableRandom(1)));
        INDArray centre = HeadCases.normal(2, DataType.DOUBLE, 1, dimension);
        int[] labels = IntStream.range(0, classes)
                .flatMap(c -> IntStream.generate(() -> c).limit(c + 1L))
                .toArray();
        INDArray features = frame.transpose().dup().muli(7).getRows(labels).addRowVector(centre);
        // A bias that takes the centre away: f W + b = (f - centre) W.
        INDArray bias = etf.logits(centre, Map.of(HeadParameter.WEIGHTS, frame)).neg();
        FeatureGeometry geometry = FeatureGeometry.of(features, labels, frame, bias);
        assertThat(geometry.fisherRatio()).isNaN();
        assertThat(geometry.collapse().nc1()).isCloseTo(0, within(1e-20));
        assertThat(geometry.collapse().nc2Norms()).isCloseTo(0, within(1e-14));
        assertThat(geometry.collapse().nc2Angles()).isCloseTo(0, within(1e-14));
        assertThat(geometry.collapse().nc3()).isCloseTo(0, within(1e-14));
        assertThat(geometry.collapse().nc4()).isZero();
    }

    @Test
    void roundingOfCollapsedFloatsIsNoScatter() {
        // Three vertices with coordinates that FLOAT rounds, items equal up to their last bit.
        INDArray vertices = HeadCases.normal(4, DataType.FLOAT, 3, 20);
        int[] labels = IntStream.range(0, 60).map(i -> i % 3).toArray();
        INDArray features = vertices.getRows(labels);
        features.muli(Nd4j.createFromArray(new float[] {1 + 0x1p-23f}));
        features.put(
                new org.nd4j.linalg.indexing.INDArrayIndex[] {
                    org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 30), org.nd4j.linalg.indexing.NDArrayIndex.all()
                },
                vertices.getRows(IntStream.range(0, 30).map(i -> i % 3).toArray()));
        assertThat(FeatureGeometry.of(features, labels, 3).fisherRatio()).isNaN();
    }

    /** 30 items of 4 classes in 5 dimensions. */
    private record Case(INDArray features, INDArray weights, INDArray bias) {

        static final int[] LABELS = labels(8, 30, 4);

        static Case of(long seed) {
            return new Case(
                    HeadCases.normal(seed, DataType.DOUBLE, 30, 5),
                    HeadCases.normal(seed + 1, DataType.DOUBLE, 5, 4),
                    HeadCases.normal(seed + 2, DataType.DOUBLE, 1, 4));
        }

        FeatureGeometry geometry() {
            return FeatureGeometry.of(features, LABELS, weights, bias);
        }
    }

    private static void assertSameShape(FeatureGeometry actual, FeatureGeometry expected, double scale) {
        assertThat(actual.featureNorm())
                .isCloseTo(expected.featureNorm() * scale, within(1e-12 * scale * expected.featureNorm()));
        assertClose(actual.fisherRatio(), expected.fisherRatio(), 1e-9);
        assertClose(actual.interClassCosine(), expected.interClassCosine(), 1e-11);
        assertClose(actual.collapse(), expected.collapse());
    }

    /** I - 2 v v^T / |v|^2. */
    private static INDArray reflection(long seed, int dimension) {
        INDArray v = HeadCases.normal(seed, DataType.DOUBLE, dimension, 1);
        double square = v.norm2Number().doubleValue() * v.norm2Number().doubleValue();
        return Nd4j.eye(dimension)
                .castTo(DataType.DOUBLE)
                .subi(v.mmul(v.transpose()).muli(2 / square));
    }
}

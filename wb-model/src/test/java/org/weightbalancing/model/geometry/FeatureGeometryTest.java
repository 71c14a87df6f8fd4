package org.weightbalancing.model.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.model.Heads;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.model.Shortcut;
import org.weightbalancing.model.head.CosineHead;
import org.weightbalancing.model.head.HeadCases;
import org.weightbalancing.model.head.LearnableWeightScaling;
import org.weightbalancing.model.head.NearestClassMean.Variant;

class FeatureGeometryTest {

    private static final Offset<Double> CLOSE = within(1e-13);

    /** Class means (3, 0), (0, 3) and (3, 3); class 1 of four has no items. */
    private static final INDArray FEATURES =
            Nd4j.createFromArray(new double[][] {{4, 0}, {2, 0}, {0, 5}, {0, 1}, {3, 3}});

    private static final int[] LABELS = {0, 0, 2, 2, 3};
    private static final INDArray WEIGHTS = Nd4j.createFromArray(new double[][] {{1, 9, 0, 0}, {0, 9, 1, 0}});
    private static final INDArray BIAS = Nd4j.createFromArray(new double[][] {{0, -100, 0.5, 1}});

    private final FeatureGeometry geometry = FeatureGeometry.of(FEATURES, LABELS, WEIGHTS, BIAS);

    @Test
    void normsAreMeansOverItems() {
        assertThat(geometry.items()).isEqualTo(5);
        double third = Math.sqrt(18);
        assertThat(geometry.featureNorm()).isCloseTo((4 + 2 + 5 + 1 + third) / 5, CLOSE);
        assertThat(geometry.featureNorms()).containsExactly(3, Double.NaN, 3, third);
    }

    @Test
    void fisherRatioWeighsClassesByTheirItems() {
        // S_W = diag(2*1, 2*4). mu = (1.8, 1.8); mu_c - mu = (1.2, -1.8), (-1.8, 1.2), (1.2, 1.2) for 2, 2 and 1 items:
        // the diagonal of S_B is 2*1.44 + 2*3.24 + 1.44 = 10.8, twice. 10.8/2 + 10.8/8.
        assertThat(geometry.fisherRatio()).isCloseTo(6.75, CLOSE);
    }

    @Test
    void cosinesAreThoseOfClassMeans() {
        // 0, 1/sqrt(2) and 1/sqrt(2).
        assertThat(geometry.interClassCosine()).isCloseTo(Math.sqrt(2) / 3, CLOSE);
    }

    @Test
    void collapseWeighsClassesAlike() {
        // mu_G = (2, 2); m_c = (1, -2), (-2, 1), (1, 1). S_W = diag(2, 8)/5, S_B = [[2, -1], [-1, 2]] with the inverse
        // [[2, 1], [1, 2]]/3: (0.4*2 + 1.6*2)/3/3.
        assertThat(geometry.collapse().nc1()).isCloseTo(4.0 / 9, CLOSE);
        // Norms a, a and b with a = sqrt(5), b = sqrt(2): deviation (a - b)*sqrt(2)/3, mean (2a + b)/3.
        double a = Math.sqrt(5);
        double b = Math.sqrt(2);
        assertThat(geometry.collapse().nc2Norms()).isCloseTo((a - b) * b / (2 * a + b), CLOSE);
        // Cosines -4/5, -1/sqrt(10), -1/sqrt(10) against -1/2.
        assertThat(geometry.collapse().nc2Angles()).isCloseTo((0.3 + 2 * (0.5 - 1 / Math.sqrt(10))) / 3, CLOSE);
    }

    @Test
    void dualityComparesTheClassifierWithTheMeans() {
        // Without class 1, W = (1, 0), (0, 1), (0, 0) has norm sqrt(2), M has sqrt(12), W.M = 2: 2 - 2*2/sqrt(24).
        assertThat(geometry.collapse().nc3()).isCloseTo(2 - 4 / Math.sqrt(24), CLOSE);
        // Logits of (3, 3) are 3, -46, 3.5, 1: class 2, but its own mean is the nearest. The others agree.
        assertThat(geometry.collapse().nc4()).isEqualTo(0.2);
    }

    @Test
    void withoutAClassifierWhatComparesItIsUndefined() {
        FeatureGeometry alone = FeatureGeometry.of(FEATURES, LABELS, 4);
        NeuralCollapse collapse = geometry.collapse();
        assertThat(alone.collapse())
                .isEqualTo(new NeuralCollapse(
                        collapse.nc1(), collapse.nc2Norms(), collapse.nc2Angles(), Double.NaN, Double.NaN));
        assertThat(alone.fisherRatio()).isEqualTo(geometry.fisherRatio());
        assertThat(alone).isEqualTo(FeatureGeometry.of(FEATURES, LABELS, 4)).isNotEqualTo(geometry);
        assertThat(alone).hasSameHashCodeAs(FeatureGeometry.of(FEATURES, LABELS, 4));
    }

    @Test
    void oneClassCannotBeCompared() {
        FeatureGeometry one = FeatureGeometry.of(FEATURES, new int[] {1, 1, 1, 1, 1}, WEIGHTS, BIAS);
        assertThat(one.featureNorm()).isEqualTo(geometry.featureNorm());
        assertThat(one.fisherRatio()).isNaN();
        assertThat(one.interClassCosine()).isNaN();
        assertThat(one.collapse()).isEqualTo(NeuralCollapse.UNDEFINED);
    }

    @Test
    void withoutScatterTheFisherRatioIsUndefinedAndFeaturesAreCollapsed() {
        FeatureGeometry single = FeatureGeometry.of(FEATURES, new int[] {0, 1, 2, 3, 4}, 5);
        assertThat(single.fisherRatio()).isNaN();
        assertThat(single.collapse().nc1()).isZero();
    }

    @Test
    void equalClassMeansHaveNoGeometry() {
        INDArray equal = Nd4j.createFromArray(new double[][] {{1, 0}, {-1, 0}, {0, 3}, {0, -3}});
        FeatureGeometry same = FeatureGeometry.of(equal, new int[] {0, 0, 1, 1}, 2);
        assertThat(same.fisherRatio()).isZero();
        assertThat(same.interClassCosine()).isNaN();
        assertThat(same.collapse()).isEqualTo(NeuralCollapse.UNDEFINED);
    }

    @Test
    void classMeansThatDifferByRoundingAreEqual() {
        // 0.1 and (0.3 - 0.1) / 2, which is 2^-56 less.
        INDArray equal = Nd4j.createFromArray(new double[][] {{0.1, 1}, {0.1, 3}, {0.3, 2}, {-0.1, 2}});
        assertThat(FeatureGeometry.of(equal, new int[] {0, 0, 1, 1}, WEIGHTS, BIAS)
                        .collapse())
                .isEqualTo(new NeuralCollapse(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1));
    }

    @Test
    void aClassMeanInTheMiddleHasNoAngle() {
        // m_c = (1, 0), (-1, 0), 0: one cosine of -1, against -1/2.
        INDArray line = Nd4j.createFromArray(new double[][] {{1.1, 0}, {-0.9, 0}, {0.1, 0}});
        NeuralCollapse collapse =
                FeatureGeometry.of(line, new int[] {0, 1, 2}, 3).collapse();
        assertThat(collapse.nc2Angles()).isCloseTo(0.5, CLOSE);
        // Norms 1, 1, 0: deviation sqrt(2)/3, mean 2/3.
        assertThat(collapse.nc2Norms()).isCloseTo(Math.sqrt(0.5), CLOSE);
    }

    @Test
    void aClassMeanAtZeroHasNoAngle() {
        INDArray features = Nd4j.createFromArray(new double[][] {{3, 4}, {0, 0}, {0, 2}});
        assertThat(FeatureGeometry.of(features, new int[] {0, 1, 2}, 3).interClassCosine())
                .isCloseTo(0.8, CLOSE);
    }

    @Test
    void weightsOfZeroHaveNoDuality() {
        FeatureGeometry zero = FeatureGeometry.of(FEATURES, LABELS, Nd4j.zeros(DataType.DOUBLE, 2, 4), BIAS);
        assertThat(zero.collapse().nc3()).isNaN();
    }

    @Test
    void featuresThatAreNotFiniteAreNotMeasured() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            INDArray features = FEATURES.dup();
            features.putScalar(2, 1, bad);
            FeatureGeometry lost = FeatureGeometry.of(features, LABELS, WEIGHTS, BIAS);
            assertThat(lost.fisherRatio()).isNaN();
            assertThat(lost.collapse()).isEqualTo(NeuralCollapse.UNDEFINED);
        }
    }

    @Test
    void networksGiveTheirWeightsAndLogits() {
        ComputationGraph network = ResNets.build(
                new ResNetSpec(List.of(1), 2, Shortcut.PAD, 4, 8, 8, 3, 5, DataType.DOUBLE), new LossMCXENT());
        network.getParam("classifier_W").assign(WEIGHTS);
        network.getParam("classifier_b").assign(BIAS);
        assertThat(FeatureGeometry.of(FEATURES, LABELS, network)).isEqualTo(geometry);

        ComputationGraph scaled = Heads.learnableWeightScaling(network, new LossMCXENT());
        scaled.getParam("classifier_" + LearnableWeightScaling.SCALES).putScalar(0, -3);
        INDArray turned = WEIGHTS.mulRowVector(Nd4j.createFromArray(-3.0, 1, 1, 1));
        assertThat(FeatureGeometry.of(FEATURES, LABELS, scaled))
                .isEqualTo(FeatureGeometry.of(FEATURES, LABELS, turned, BIAS));

        // By directions and without biases class 1 wins (3, 3), class 0 items on its axis.
        ComputationGraph cosine = Heads.fresh(network, new CosineHead(1, false), new LossMCXENT(), 1);
        cosine.getParam("classifier_W").assign(WEIGHTS);
        NeuralCollapse byAngle = FeatureGeometry.of(FEATURES, LABELS, cosine).collapse();
        assertThat(byAngle.nc3()).isEqualTo(geometry.collapse().nc3());
        assertThat(byAngle.nc4()).isEqualTo(0.2);
    }

    @Test
    void theNearestClassMeanAgreesWithItself() {
        int[] labels = {0, 0, 1, 1, 2};
        ComputationGraph head = Heads.nearestClassMean(FEATURES, labels, 3, Variant.UN, new LossMCXENT());
        NeuralCollapse collapse = FeatureGeometry.of(FEATURES, labels, head).collapse();
        assertThat(collapse.nc3()).isNaN();
        assertThat(collapse.nc4()).isZero();
    }

    @Test
    void argumentsStayAsTheyAreWhateverTheirOrder() {
        INDArray features = FEATURES.dup('f');
        INDArray weights = WEIGHTS.dup('f');
        assertThat(FeatureGeometry.of(features, LABELS, weights, BIAS)).isEqualTo(geometry);
        assertThat(features).isEqualTo(FEATURES);
        assertThat(weights).isEqualTo(WEIGHTS);
        INDArray view = Nd4j.hstack(Nd4j.ones(DataType.DOUBLE, 5, 1), FEATURES)
                .get(org.nd4j.linalg.indexing.NDArrayIndex.all(), org.nd4j.linalg.indexing.NDArrayIndex.interval(1, 3));
        assertThat(FeatureGeometry.of(view, LABELS, weights, BIAS)).isEqualTo(geometry);
    }

    @Test
    void anOpenWorkspaceDoesNotMatter() {
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("GEOMETRY")) {
            assertThat(workspace.isScopeActive()).isTrue();
            assertThat(FeatureGeometry.of(FEATURES, LABELS, WEIGHTS, BIAS)).isEqualTo(geometry);
        }
    }

    @Test
    void itsNormsCannotBeChanged() {
        geometry.featureNorms()[0] = 7;
        assertThat(geometry.featureNorms()[0]).isEqualTo(3);
        assertThat(geometry.toString()).contains("featureNorms=[3.0, NaN, 3.0, 4.24", "nc4=0.2");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refuses(
                () -> FeatureGeometry.of(FEATURES, new int[] {0, 1}, 4),
                "features are [5, 2] for 2 labels, but must be" + " [labels, D]");
        refuses(() -> FeatureGeometry.of(FEATURES, LABELS, 3), "label 4 is 3, but must be 0 to 2");
        refuses(() -> FeatureGeometry.of(FEATURES, new int[] {0, 0, -1, 2, 3}, 4), "label 2 is -1, but must be 0 to 3");
        refuses(
                () -> FeatureGeometry.of(FEATURES, LABELS, WEIGHTS.transpose(), BIAS),
                "weights are [4, 2], but must be [D, C] for features [n, D], which are [5, 2]");
        refuses(
                () -> FeatureGeometry.of(FEATURES, LABELS, WEIGHTS, BIAS.getColumns(0, 1)),
                "there are 2 biases, but 4 classes need as many");
        ComputationGraph network = Heads.nearestClassMean(
                HeadCases.normal(1, DataType.DOUBLE, 4, 3), new int[] {0, 1, 2, 3}, 4, Variant.UN, new LossMCXENT());
        refuses(
                () -> FeatureGeometry.of(FEATURES, LABELS, network),
                "features are [5, 2], but the classifier takes [n, 3]");
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}

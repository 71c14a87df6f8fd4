package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.head.CosineHead;
import org.weightbalancing.model.head.HeadCases;
import org.weightbalancing.model.head.HeadOutputLayer;
import org.weightbalancing.model.head.NearestClassMean.Variant;

class HeadsTest {

    private static final ILossFunction LOSS = new LossMCXENT();

    private final ComputationGraph network =
            ResNets.build(new ResNetSpec(List.of(1, 1), 4, Shortcut.PAD, 3, 8, 8, 3, 5, DataType.FLOAT), LOSS);
    private final INDArray parameters = network.params().dup();
    private final INDArray features = HeadCases.normal(1, DataType.FLOAT, 6, 8);
    private final DataSet batch = new DataSet(features, Networks.labels(1, 6, 3));

    @Test
    void cosinesKeepTheClassVectorsOrDrawOthers() {
        ComputationGraph kept = Heads.cosine(network, LOSS, 20, true);
        assertThat(kept.getParam("classifier_W")).isEqualTo(network.getParam("classifier_W"));
        assertThat(kept.getParam("classifier_s").getDouble(0)).isEqualTo(20);
        HeadOutputLayer layer = (HeadOutputLayer) Classifiers.layer(kept);
        assertThat(layer.getHead()).isEqualTo(new CosineHead(20, true));

        ComputationGraph drawn = Heads.cosine(network, LOSS, 20, true, 4);
        assertThat(drawn.params())
                .isEqualTo(Heads.cosine(network, LOSS, 20, true, 4).params());
        assertThat(drawn.params())
                .isNotEqualTo(Heads.cosine(network, LOSS, 20, true, 5).params());
        assertThat(Heads.cosine(drawn, LOSS, 3, false).getParam("classifier_W"))
                .isEqualTo(drawn.getParam("classifier_W"));
        assertThat(network.params()).isEqualTo(parameters);
    }

    @Test
    void weightScalingStartsAsTheLinearClassifierAndFoldsBackIntoOne() {
        ComputationGraph head = Heads.learnableWeightScaling(network, LOSS);
        assertClose(Classifiers.logits(head, features), Classifiers.logits(network, features), 1e-6, "at first");
        for (int step = 0; step < 3; step++) {
            head.fit(batch);
        }
        assertThat(Classifiers.parameter(head, "s").toFloatMatrix()[0]).doesNotContain(1);
        assertThat(head.getParam("classifier_W")).isEqualTo(network.getParam("classifier_W"));

        ComputationGraph linear = Heads.linear(head, LOSS);
        assertThat(linear.paramTable()).containsOnlyKeys("classifier_W", "classifier_b");
        assertClose(Classifiers.logits(linear, features), Classifiers.logits(head, features), 1e-6, "folded");
        // What was scaled once is the base of the next scaling.
        ComputationGraph again = Heads.learnableWeightScaling(head, LOSS);
        assertClose(Classifiers.logits(again, features), Classifiers.logits(head, features), 1e-6, "again");
        assertThat(again.getParam("classifier_s").toFloatMatrix()[0]).containsOnly(1);
        assertThat(network.params()).isEqualTo(parameters);
    }

    @Test
    void disAlignStartsAsTheLinearClassifier() {
        ComputationGraph head = Heads.disAlign(network, LOSS);
        assertClose(Classifiers.logits(head, features), Classifiers.logits(network, features), 1e-6, "logits");
        head.fit(batch);
        assertThat(Classifiers.logits(head, features)).isNotEqualTo(Classifiers.logits(network, features));
        head.fit(batch);
        assertThat(head.getParam("classifier_v").amaxNumber().doubleValue()).isPositive();
        assertThat(network.params()).isEqualTo(parameters);
    }

    @Test
    void aFrameThatDoesNotNormalizeIsLinear() {
        ComputationGraph head = Heads.etf(network, LOSS, false, 6);
        assertThat(head.params()).isEqualTo(Heads.etf(network, LOSS, true, 6).params());
        assertThat(head.params())
                .isNotEqualTo(Heads.etf(network, LOSS, false, 7).params());
        ComputationGraph linear = Heads.linear(head, LOSS);
        assertSame(Classifiers.logits(linear, features), Classifiers.logits(head, features), "logits");
    }

    @Test
    void whatIsNotLinearIsNotMadeLinear() {
        for (ComputationGraph head : List.of(
                Heads.cosine(network, LOSS, 20, true),
                Heads.etf(network, LOSS, true, 6),
                Heads.disAlign(network, LOSS))) {
            assertThatThrownBy(() -> Heads.linear(head, LOSS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the classifier is ")
                    .hasMessageEndingWith("whose logits are no linear function of the features");
        }
        assertThatThrownBy(() -> Heads.disAlign(Heads.cosine(network, LOSS, 20, true), LOSS))
                .hasMessageStartingWith("the classifier is CosineHead[scale=20.0, learned=true]");
    }

    @Test
    void classMeansClassifyTheirOwnFeatures() {
        INDArray own = Nd4j.createFromArray(new float[][] {{3, 4}, {5, 4}, {-1, 0}, {-3, 0}});
        for (Variant variant : Variant.values()) {
            ComputationGraph head = Heads.nearestClassMean(own, new int[] {0, 0, 1, 1}, 2, variant, LOSS);
            INDArray logits = Classifiers.logits(head, own);
            assertThat(logits.argMax(1).toIntVector()).containsExactly(0, 0, 1, 1);
            assertClose(head.outputSingle(own), Transforms.softmax(logits), 1e-6, "probabilities");
        }
        ComputationGraph un = Heads.nearestClassMean(own, new int[] {0, 0, 1, 1}, 2, Variant.UN, LOSS);
        assertThat(un.getParam("classifier_mu").toFloatMatrix()).isEqualTo(new float[][] {{4, -2}, {4, 0}});
    }

    @Test
    void centeredMeansAreALinearClassifierWithoutBias() {
        // a_0 = 2*0.5/4*(4, 4) = (1, 1), a_1 = 2*1/4*(-2, 0) = (-1, 0); w_0 = ((1, 1) - (0, 0.5))/0.25.
        INDArray own = Nd4j.createFromArray(new float[][] {{3, 4}, {5, 4}, {-1, 0}, {-3, 0}});
        ComputationGraph head = Heads.centeredMeans(own, new int[] {0, 0, 1, 1}, new double[] {0.5, 1}, 0.25, LOSS);
        assertThat(head.getParam("classifier_W").toFloatMatrix()).isEqualTo(new float[][] {{4, -4}, {2, -2}});
        assertThat(head.getParam("classifier_b").toFloatVector()).containsExactly(0, 0);
        assertThat(Classifiers.logits(head, own).toFloatMatrix()[0]).containsExactly(20, -20);
    }

    @Test
    void aLinearClassifierIsDrawnLikeAFreshOneOfALinearNetwork() {
        ComputationGraph drawn = Heads.linear(Heads.etf(network, LOSS, true, 6), LOSS, 4);
        assertThat(drawn.params()).isEqualTo(Classifiers.fresh(network, LOSS, 4).params());
        assertThat(drawn.params()).isNotEqualTo(Heads.linear(network, LOSS, 5).params());
    }

    @Test
    void normsAreThoseOfTheClassVectorsThatTheLogitsSee() {
        // Columns (3, 4, 0, ...) and 0; the third as drawn.
        INDArray weights = network.getParam("classifier_W");
        weights.putColumn(0, Nd4j.createFromArray(3f, 4, 0, 0, 0, 0, 0, 0));
        weights.putColumn(1, Nd4j.zeros(8));
        double third = weights.getColumn(2).norm2Number().doubleValue();
        assertThat(Classifiers.norms(network)).containsExactly(5, 0, third);

        ComputationGraph scaled = Heads.learnableWeightScaling(network, LOSS);
        Classifiers.parameter(scaled, "s").putScalar(0, -2);
        assertThat(Classifiers.norms(scaled)).containsExactly(10, 0, third);
        for (double norm : Classifiers.norms(Heads.etf(network, LOSS, true, 6))) {
            assertThat(norm).isCloseTo(1, within(1e-6));
        }
        INDArray own = Nd4j.createFromArray(new float[][] {{3, 4}, {5, 4}});
        assertThat(Classifiers.norms(Heads.nearestClassMean(own, new int[] {0, 1}, 2, Variant.UN, LOSS)))
                .containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void weightsAreCopiesOfWhatTheLogitsSee() {
        INDArray weights = Classifiers.weights(network).orElseThrow();
        assertThat(weights).isEqualTo(network.getParam("classifier_W"));
        weights.addi(1);
        assertThat(network.params()).isEqualTo(parameters);

        ComputationGraph scaled = Heads.learnableWeightScaling(network, LOSS);
        Classifiers.parameter(scaled, "s").putScalar(1, -2);
        assertThat(Classifiers.weights(scaled).orElseThrow())
                .isEqualTo(network.getParam("classifier_W").mulRowVector(Nd4j.createFromArray(1f, -2, 1)));
        INDArray own = Nd4j.createFromArray(new float[][] {{3, 4}, {5, 4}});
        assertThat(Classifiers.weights(Heads.nearestClassMean(own, new int[] {0, 1}, 2, Variant.UN, LOSS)))
                .isEmpty();
    }

    @Test
    void makingHeadsDrawsNothingFromTheGlobalGenerator() {
        Nd4j.getRandom().setSeed(77);
        float undisturbed = Nd4j.getRandom().nextFloat();
        Nd4j.getRandom().setSeed(77);
        Heads.cosine(network, LOSS, 20, true, 4);
        Heads.etf(network, LOSS, true, 4);
        Classifiers.replace(network, Heads.disAlign(network, LOSS));
        assertThat(Nd4j.getRandom().nextFloat()).isEqualTo(undisturbed);
    }
}

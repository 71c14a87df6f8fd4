package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.head.CosineHead;
import org.weightbalancing.model.head.EtfHead;
import org.weightbalancing.model.head.Head;
import org.weightbalancing.model.head.HeadCases;
import org.weightbalancing.model.head.HeadOutputLayer;
import org.weightbalancing.model.head.HeadParameter;
import org.weightbalancing.model.head.LearnableWeightScaling;

/** Networks that end in any head, with a penalty of the features before it. */
class ClassifierHeadsTest {

    private static final ResNetSpec SPEC =
            new ResNetSpec(List.of(1), 8, Shortcut.PAD, 3, 4, 4, 3, 5, DataType.FLOAT).featureNorm(0.01);
    private static final DataSet BATCH = Networks.batch(1, 6, SPEC);

    @TempDir
    private Path folder;

    static List<Head> heads() {
        return HeadCases.all();
    }

    @ParameterizedTest
    @MethodSource("heads")
    void logitsAndExtractedClassifiersGiveTheNetworksOutput(Head head) {
        ComputationGraph network = trained(head);
        INDArray probabilities = network.outputSingle(BATCH.getFeatures());
        INDArray features = features(network);
        assertClose(Transforms.softmax(Classifiers.logits(network, features)), probabilities, 1e-6, "of the logits");

        ComputationGraph classifier = Classifiers.extract(network, new LossMSE());
        assertClose(classifier.outputSingle(features), probabilities, 1e-6, "of the classifier");
        HeadOutputLayer layer = (HeadOutputLayer)
                classifier.getLayer(LayerNames.CLASSIFIER).conf().getLayer();
        assertThat(layer.getHead()).isEqualTo(head);
        assertThat(layer.getLossFn()).isEqualTo(new LossMSE());
        assertThat(layer.getIUpdater()).isEqualTo(new Sgd());
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theHeadDoesNotChangeWhereTheOtherLayersStart(Head head) {
        ComputationGraph linear = ResNets.build(SPEC, new LossMCXENT());
        ComputationGraph other = ResNets.build(SPEC, head, new LossMCXENT());
        linear.paramTable().forEach((name, value) -> {
            if (!name.startsWith("classifier_")) {
                assertThat(other.getParam(name)).as(name).isEqualTo(value);
            }
        });
        assertThat(other.getParam("stem-conv_W").amaxNumber().doubleValue()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("heads")
    void anExtractedClassifierIsApartUntilItIsInstalled(Head head) {
        ComputationGraph network = trained(head);
        INDArray before = network.params().dup();
        ComputationGraph classifier = Classifiers.extract(network, new LossMCXENT());
        classifier.fit(new DataSet(features(network), BATCH.getLabels()));
        classifier.params().addi(0.25);
        assertThat(network.params()).isEqualTo(before);

        Classifiers.install(classifier, network);
        assertThat(network.getLayer(LayerNames.CLASSIFIER).params()).isEqualTo(classifier.params());
        long body = before.length() - classifier.params().length();
        assertSame(
                network.params().get(NDArrayIndex.all(), NDArrayIndex.interval(0, body)),
                before.get(NDArrayIndex.all(), NDArrayIndex.interval(0, body)),
                "parameters of all other layers");
        assertThat(network.params()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aFreshClassifierStartsAnewButForWhatIsFixed(Head head) {
        ComputationGraph network = trained(head);
        network.getLayer(LayerNames.CLASSIFIER).params().addi(0.25);
        ComputationGraph fresh = Classifiers.fresh(network, new LossMCXENT(), 3);
        assertThat(Classifiers.fresh(network, new LossMCXENT(), 3).params()).isEqualTo(fresh.params());
        for (HeadParameter parameter : head.parameters(SPEC.features(), SPEC.classes())) {
            assertThat(Classifiers.parameter(fresh, parameter.key())
                            .equals(Classifiers.parameter(network, parameter.key())))
                    .as(parameter.key() + " is the network's")
                    .isNotEqualTo(parameter.isTrained());
        }
        if (head instanceof CosineHead) {
            assertThat(Classifiers.fresh(network, new LossMCXENT(), 4).params()).isNotEqualTo(fresh.params());
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aReplacedNetworkIsTheFirstUpToTheClassifierOfTheSecond(Head head) {
        ComputationGraph network = Networks.build(SPEC, new Nesterovs(0.1, 0.9));
        network.fit(BATCH);
        network.fit(BATCH);
        INDArray parameters = network.params().dup();
        String configuration = network.getConfiguration().toJson();
        ComputationGraph other = Heads.fresh(network, head, new LossMSE(), 11);
        ComputationGraph replaced = Classifiers.replace(network, other);

        assertThat(network.params()).isEqualTo(parameters);
        assertThat(network.getConfiguration().toJson()).isEqualTo(configuration);
        assertThat(replaced.getLayer(LayerNames.CLASSIFIER).params()).isEqualTo(other.params());
        network.paramTable().forEach((name, value) -> {
            if (!name.startsWith("classifier_")) {
                assertThat(replaced.getParam(name)).as(name).isEqualTo(value);
            }
        });
        INDArray features = features(network);
        assertSame(features(replaced), features, "features");
        assertSame(Classifiers.logits(replaced, features), Classifiers.logits(other, features), "logits");
        BaseLayer layer = Classifiers.layer(replaced);
        assertThat(layer.getIUpdater()).isEqualTo(new Nesterovs(0.1, 0.9));
        assertThat(Classifiers.layer(replaced).getLossFn()).isEqualTo(new LossMSE());

        replaced.fit(BATCH);
        assertThat(replaced.getParam("stem-conv_W")).isNotEqualTo(network.getParam("stem-conv_W"));
        ComputationGraph back = Classifiers.replace(replaced, Heads.cosine(network, new LossMCXENT(), 1, false));
        assertThat(back.getParam("classifier_W")).isEqualTo(network.getParam("classifier_W"));
    }

    @Test
    void replacingTheClassifierByItsCopyChangesNothing() {
        ComputationGraph network = Networks.build(SPEC, new Nesterovs(0.1, 0.9));
        network.fit(BATCH);
        ComputationGraph same = Classifiers.replace(network, Classifiers.extract(network, new LossMCXENT()));
        assertThat(same.params()).isEqualTo(network.params());
        assertThat(same.getConfiguration().getVertices())
                .isEqualTo(network.getConfiguration().getVertices());
        assertSame(same.outputSingle(BATCH.getFeatures()), network.outputSingle(BATCH.getFeatures()), "output");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void foldedAndSavedNetworksGiveTheSame(Head head) {
        ComputationGraph network = trained(head);
        INDArray expected = network.outputSingle(BATCH.getFeatures());
        ComputationGraph folded = InferenceNetwork.of(network);
        assertClose(folded.outputSingle(BATCH.getFeatures()), expected, 1e-4, "folded");
        assertClose(features(folded), features(network), 1e-5, "features");
        assertSame(
                Classifiers.logits(folded, features(network)),
                Classifiers.logits(network, features(network)),
                "logits");
        assertThat(LayerPath.of(network)).hasSize(3);
        assertThat(LayerPath.of(folded)).hasSize(3);

        Path file = folder.resolve("network.zip");
        Checkpoints.write(network, file);
        ComputationGraph restored = Checkpoints.read(file);
        assertThat(restored.getConfiguration()).isEqualTo(network.getConfiguration());
        assertSame(restored.outputSingle(BATCH.getFeatures()), expected, "restored");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void theTypeOfTheNetworkIsKept(DataType type) {
        ComputationGraph network = ResNets.build(SPEC.type(type), new EtfHead(true, 1), new LossMCXENT());
        ComputationGraph head = Heads.fresh(network, new LearnableWeightScaling(), new LossMCXENT(), 1);
        assertThat(head.params().dataType()).isEqualTo(type);
        assertThat(Classifiers.replace(network, head).params().dataType()).isEqualTo(type);
        assertThat(Classifiers.extract(network, new LossMCXENT()).params().dataType())
                .isEqualTo(type);
    }

    @Test
    void classifiersOfAnotherKindAreNotInstalled() {
        ComputationGraph linear = ResNets.build(SPEC, new LossMCXENT());
        ComputationGraph cosine = ResNets.build(SPEC, new CosineHead(16, false), new LossMCXENT());
        INDArray before = cosine.params().dup();
        assertThatThrownBy(() -> Classifiers.install(linear, cosine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the classifier is OutputLayer {W=[8, 3], b=[3]}, but the one that it shall replace is"
                        + " CosineHead[scale=16.0, learned=false] {W=[8, 3]}");
        assertThatThrownBy(() ->
                        Classifiers.install(ResNets.build(SPEC, new CosineHead(8, false), new LossMCXENT()), cosine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CosineHead[scale=8.0, learned=false]");
        assertThat(cosine.params()).isEqualTo(before);
    }

    @Test
    void aHeadForOtherFeaturesIsRefused() {
        ComputationGraph network = ResNets.build(SPEC, new LossMCXENT());
        ComputationGraph wider = ResNets.build(SPEC.width(12), new LossMCXENT());
        assertThatThrownBy(() -> Classifiers.replace(network, wider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network has 8 features, but the head takes 12");
    }

    private static ComputationGraph trained(Head head) {
        ComputationGraph network = ResNets.build(SPEC, head, new LossMCXENT());
        Map<String, INDArray> parameters =
                network.getLayer(LayerNames.CLASSIFIER).paramTable();
        if (!(head instanceof EtfHead)) {
            parameters.forEach((key, value) ->
                    value.addi(HeadCases.normal(key.hashCode(), DataType.FLOAT, value.rows(), value.columns())));
        }
        network.fit(BATCH);
        assertThat(network.params().isNaN().any()).isFalse();
        return network;
    }

    private static INDArray features(ComputationGraph network) {
        return network.feedForward(BATCH.getFeatures(), false)
                .get(LayerNames.FEATURES)
                .dup();
    }
}

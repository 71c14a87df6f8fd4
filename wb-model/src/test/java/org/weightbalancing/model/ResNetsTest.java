package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class ResNetsTest {

    private static final ResNetSpec TINY =
            new ResNetSpec(List.of(1, 1), 4, Shortcut.PAD, 3, 8, 8, 3, 5, DataType.FLOAT);

    @TempDir
    private Path folder;

    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of("ResnetEncoder34-emb100", ResNetSpec.resnet34(100)),
                Arguments.of("ResnetEncoder34-emb10", ResNetSpec.resnet34(10)),
                Arguments.of("ResnetEncoder18-emb100", ResNetSpec.resnet18(100)),
                Arguments.of("CifarResNet32-w16-c100-optionA", ResNetSpec.resnet32(100)),
                Arguments.of(
                        "CifarResNet32-w16-c100-optionB",
                        ResNetSpec.resnet32(100).shortcut(Shortcut.PROJECTION)),
                Arguments.of("CifarResNet20-w16-c10-optionA", ResNetSpec.resnet20(10)),
                Arguments.of(
                        "CifarResNet20-w16-c100-optionB",
                        ResNetSpec.resnet20(100).shortcut(Shortcut.PROJECTION)));
    }

    @ParameterizedTest
    @MethodSource("published")
    void parametersAndRunningStatisticsAreCountedAsInPyTorch(String id, ResNetSpec spec) throws IOException {
        JsonNode golden = architecture(id);
        ComputationGraph network = ResNets.build(spec, new LossMCXENT());
        long statistics = network.paramTable().entrySet().stream()
                .filter(e -> e.getKey().endsWith("_mean") || e.getKey().endsWith("_var"))
                .mapToLong(e -> e.getValue().length())
                .sum();
        assertThat(statistics).isEqualTo(golden.get("running_stat_values").asLong());
        assertThat(network.numParams() - statistics)
                .isEqualTo(golden.get("parameters").asLong());
    }

    @Test
    void weightsStartAsInPyTorch() {
        ComputationGraph network = ResNets.build(ResNetSpec.resnet32(100).seed(11), new LossMCXENT());
        INDArray convolution = network.getParam("stage3-block2-conv1_W");
        double expected = Math.sqrt(2.0 / (9 * 64));
        assertThat(convolution.stdNumber().doubleValue()).isCloseTo(expected, offset(expected * 0.02));
        assertThat(convolution.meanNumber().doubleValue()).isCloseTo(0, offset(expected * 0.02));
        for (String key : List.of("classifier_W", "classifier_b")) {
            INDArray classifier = network.getParam(key);
            assertThat(classifier.amaxNumber().doubleValue()).isBetween(0.11, 0.125);
            assertThat(classifier.meanNumber().doubleValue()).isCloseTo(0, offset(0.02));
        }
        assertThat(network.getParam("stem-norm_gamma").toFloatVector()).containsOnly(1);
        assertThat(network.getParam("stem-norm_beta").toFloatVector()).containsOnly(0);
        assertThat(network.getParam("stem-norm_mean").toFloatVector()).containsOnly(0);
        assertThat(network.getParam("stem-norm_var").toFloatVector()).containsOnly(1);
    }

    // 9 * 64 inputs of a unit: U(-1/24, 1/24), whose deviation is 1 / (24 sqrt(3)).
    @Test
    void uniformWeightsStartWherePyTorchsLayerDoes() {
        ResNetSpec spec = ResNetSpec.resnet32(100).seed(11).initialization(Initialization.KAIMING_UNIFORM);
        INDArray convolution = ResNets.build(spec, new LossMCXENT()).getParam("stage3-block2-conv1_W");
        assertThat(convolution.amaxNumber().doubleValue()).isBetween(0.0416, 1.0 / 24);
        assertThat(convolution.stdNumber().doubleValue()).isCloseTo(0.02406, offset(0.0002));
    }

    // The stem has 9 * 3 inputs of a unit: U(-b, b) with b = 1 / sqrt(27) = 0.19245, whose deviation is b / sqrt(3) = 1
    // / 9;
    // normal weights of 64 channels would have sqrt(2 / (9 * 64)) = 0.0589. 1728 and 36864 draws.
    @Test
    void aNewStemStartsWherePyTorchsLayerDoesAndTheRestAsTorchvisions() {
        ResNetSpec spec = ResNetSpec.resnet18(10).seed(11).initialization(Initialization.KAIMING_NORMAL_NEW_STEM);
        ComputationGraph network = ResNets.build(spec, new LossMCXENT());
        INDArray stem = network.getParam("stem-conv_W");
        assertThat(stem.amaxNumber().doubleValue()).isBetween(0.192, 0.19246);
        assertThat(stem.stdNumber().doubleValue()).isCloseTo(1.0 / 9, offset(0.004));
        INDArray next = network.getParam("stage1-block1-conv1_W");
        assertThat(next.stdNumber().doubleValue()).isCloseTo(0.0589, offset(0.001));
        assertThat(next.amaxNumber().doubleValue()).isGreaterThan(0.0589 * 3);
        // 1x1 with 128 channels: sqrt(2 / 128) = 0.125.
        assertThat(network.getParam("stage2-block1-shortcut-conv_W").stdNumber().doubleValue())
                .isCloseTo(0.125, offset(0.003));
    }

    @Test
    void theSeedAloneDecidesTheWeights() {
        ComputationGraph first = ResNets.build(TINY, new LossMCXENT());
        assertThat(ResNets.build(TINY, new LossMCXENT()).params()).isEqualTo(first.params());
        assertThat(ResNets.build(TINY.seed(6), new LossMCXENT()).params()).isNotEqualTo(first.params());
        // To ND4J itself 0 means another seed each time.
        assertThat(ResNets.build(TINY.seed(0), new LossMCXENT()).params())
                .isEqualTo(ResNets.build(TINY.seed(0), new LossMCXENT()).params())
                .isNotEqualTo(first.params());
    }

    @ParameterizedTest
    @EnumSource(Shortcut.class)
    void aSavedNetworkGoesOnAsIfItHadNotBeenSaved(Shortcut shortcut) {
        ComputationGraph network = ResNets.build(TINY.shortcut(shortcut), new LossMCXENT());
        network.fit(batch(4));
        Path file = folder.resolve("network.zip");
        Checkpoints.write(network, file);
        ComputationGraph restored = Checkpoints.read(file);

        assertThat(restored.getConfiguration()).isEqualTo(network.getConfiguration());
        assertThat(restored.output(batch(3).getFeatures())[0]).isEqualTo(network.output(batch(3).getFeatures())[0]);
        network.fit(batch(4));
        restored.fit(batch(4));
        assertThat(restored.params()).isEqualTo(network.params());
        assertThat(folder).isDirectoryContaining("glob:**network.zip");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void aFileThatIsNoNetworkIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("model.zip"), "not a zip");
        assertThatThrownBy(() -> Checkpoints.read(file)).hasMessageContaining(file + " is not a network");
        assertThatThrownBy(() -> Checkpoints.read(folder.resolve("absent.zip")))
                .hasMessage("there is no network at " + folder.resolve("absent.zip"));
        assertThatThrownBy(() -> Checkpoints.write(
                        ResNets.build(TINY, new LossMCXENT()),
                        folder.resolve("absent").resolve("model.zip")))
                .hasMessageContaining("cannot write the network to");
    }

    @Test
    void batchesOfDifferentSizesDoNotDisturbOneAnother() {
        ComputationGraph mixed = ResNets.build(TINY, new LossMCXENT());
        INDArray[] apart = new INDArray[7];
        for (int size = 1; size <= 6; size++) {
            apart[size] = ResNets.build(TINY, new LossMCXENT())
                    .output(batch(size).getFeatures())[0]
                    .dup();
        }
        for (int size : new int[] {3, 6, 1, 5, 2, 4, 3, 6, 1}) {
            assertThat(mixed.output(batch(size).getFeatures())[0]).isEqualTo(apart[size]);
        }
    }

    @Test
    void evaluationLeavesEveryParameterAlone() {
        ComputationGraph network = ResNets.build(TINY, new LossMCXENT());
        network.fit(batch(4));
        INDArray before = network.params().dup();
        network.output(batch(5).getFeatures());
        network.score(batch(5));
        assertThat(network.params()).isEqualTo(before);
    }

    @Test
    void gradientsOfTheRunningStatisticsAreZero() {
        ComputationGraph network = ResNets.build(TINY, new LossMCXENT());
        DataSet batch = batch(4);
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        network.gradient().gradientForVariable().forEach((name, gradient) -> {
            if (name.endsWith("_mean") || name.endsWith("_var")) {
                assertThat(gradient.amaxNumber().doubleValue()).as(name).isZero();
            } else {
                assertThat(gradient.amaxNumber().doubleValue()).as(name).isPositive();
            }
        });
    }

    @Test
    void allParametersAreOneUpdaterBlock() {
        ComputationGraph network = ResNets.build(TINY, new LossMCXENT());
        assertThat(network.getUpdater(true).getUpdaterBlocks()).hasSize(1);
    }

    @Test
    void onlyTheContractNamesMatterToOthers() {
        ComputationGraph network = ResNets.build(TINY, new LossMCXENT());
        assertThat(network.getConfiguration().getNetworkInputs()).containsExactly(LayerNames.INPUT);
        assertThat(network.getConfiguration().getNetworkOutputs()).containsExactly(LayerNames.CLASSIFIER);
        GraphVertex features = network.getVertex(LayerNames.FEATURES);
        assertThat(features.getVertexName()).isEqualTo("features");
        assertThat(network.feedForward(batch(2).getFeatures(), false)
                        .get(LayerNames.FEATURES)
                        .shape())
                .containsExactly(2, TINY.features());
    }

    @Test
    void specificationsThatCannotBeBuiltAreRefused() {
        assertThatThrownBy(() -> ResNetSpec.cifar(33, 10))
                .hasMessage("depth is 33, but a CIFAR ResNet has 6 n + 2 layers: 8, 14, 20, 32, 44, 56, 110 ...");
        assertThatThrownBy(() -> ResNetSpec.resnet20(1)).hasMessage("classes is 1, but must be at least 2");
        assertThatThrownBy(() -> TINY.width(0)).hasMessage("width is 0, but must be at least 1");
        assertThatThrownBy(() -> TINY.type(DataType.FLOAT16)).hasMessageContaining("must be FLOAT or DOUBLE");
        assertThatThrownBy(() -> FastConvolution.of(2, 1, 3, 4)).hasMessageContaining("kernel is 2");
        assertThatThrownBy(() -> FastConvolution.of(3, 0, 3, 4)).hasMessage("stride is 0, but must be at least 1");
        assertThatThrownBy(() -> FastConvolution.of(3, 1, 0, 4)).hasMessage("in is 0, but must be at least 1");
        assertThatThrownBy(() -> FastConvolution.first(3, 1, 3, -1)).hasMessage("out is -1, but must be at least 1");
    }

    @Test
    void anImageInTheWrongLayoutIsRefused() {
        ComputationGraph network = ResNets.build(TINY, new LossMCXENT());
        assertThatThrownBy(() -> network.output(Nd4j.create(DataType.FLOAT, 2, 3, 8, 8)))
                .hasStackTraceContaining("takes [batch, height, width, 3]");
    }

    static DataSet batch(int size) {
        Nd4j.getRandom().setSeed(size);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, size, 3);
        for (int i = 0; i < size; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        return new DataSet(Nd4j.randn(DataType.FLOAT, size, 8, 8, 3), labels);
    }

    private static JsonNode architecture(String id) throws IOException {
        try (InputStream in = ResNetsTest.class.getResourceAsStream("/golden/f6_network/architectures.json")) {
            for (JsonNode candidate : new ObjectMapper().readTree(in).get("cases")) {
                if (candidate.get("id").asText().equals(id)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("no architecture " + id);
    }
}

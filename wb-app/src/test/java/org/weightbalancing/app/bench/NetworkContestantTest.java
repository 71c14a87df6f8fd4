package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.FastBatchNorm;
import org.weightbalancing.model.FastConvolution;
import org.weightbalancing.model.LayerPath;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.Shortcut;

final class NetworkContestantTest {

    private static final ResNetSpec TINY = ResNetSpec.cifar(8, 5).width(4).images(8, 8, 3);

    @Test
    void aTrainingStepTrains() {
        NetworkContestant wb = NetworkContestant.wb(TINY, 6);
        wb.imagesPerSecond(Task.TRAIN, 1);
        double first = wb.network().score();
        assertThat(wb.imagesPerSecond(Task.TRAIN, 20)).hasSize(20).allMatch(speed -> speed > 0);
        assertThat(wb.network().score()).isLessThan(first);
    }

    @Test
    void anInferenceStepLeavesTheNetworkAsItIs() {
        NetworkContestant wb = NetworkContestant.wb(TINY, 6);
        INDArray before = wb.network().params().dup();
        assertThat(wb.imagesPerSecond(Task.INFER, 3)).hasSize(3).allMatch(speed -> speed > 0);
        assertThat(wb.network().params()).isEqualTo(before);
    }

    @Test
    void speedIsImagesBySeconds() {
        AtomicLong clock = new AtomicLong(1_000_000);
        DoubleSupplier halfASecondThenTwo = () -> clock.addAndGet(clock.get() < 2e6 ? 500_000_000 : 2_000_000_000);
        assertThat(NetworkContestant.imagesPerSecond(Task.TRAIN, 2, 6, halfASecondThenTwo, clock::get))
                .containsExactly(12.0, 3.0);
    }

    @Test
    void whatIsNoLongerFiniteIsNotMeasured() {
        assertThatThrownBy(() -> NetworkContestant.imagesPerSecond(
                        Task.TRAIN, 1, 6, () -> Double.NaN, new AtomicLong()::incrementAndGet))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a step of train gives NaN");
    }

    @ParameterizedTest
    @EnumSource(Shortcut.class)
    void stockComputesTheSameWithLayersOfDl4j(Shortcut shortcut) {
        NetworkContestant wb = NetworkContestant.wb(TINY.shortcut(shortcut), 6);
        INDArray start = wb.network().params().dup();
        ComputationGraph stock = wb.stock().network();
        assertThat(stock.score()).isCloseTo(wb.network().score(), within(1e-4));
        assertThat(wb.network().params()).as("both made a step").isNotEqualTo(start);
        // The same step from the same start, except that DL4J keeps the biased running variance.
        wb.network().paramTable().forEach((name, value) -> {
            if (!name.endsWith("_var")) {
                assertThat(stock.getParam(name).equalsWithEps(value, 1e-4))
                        .as(name)
                        .isTrue();
            }
        });
        assertThat(Arrays.stream(stock.getLayers()).map(layer -> layer.conf().getLayer()))
                .noneMatch(layer -> layer instanceof FastConvolution || layer instanceof FastBatchNorm)
                .hasAtLeastOneElementOfType(ConvolutionLayer.class)
                .hasAtLeastOneElementOfType(BatchNormalization.class);
    }

    @Test
    void twinsThatDisagreeAreRefused() {
        StockTwin.requireAgreement(1.0, 1.0005);
        assertThatThrownBy(() -> StockTwin.requireAgreement(1.0, 1.002))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1.0 with the layers of wb, but 1.002");
        assertThatThrownBy(() -> StockTwin.requireAgreement(1.0, Double.NaN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsMadeForInferenceMustComputeTheSame() {
        NetworkContestant wb = NetworkContestant.wb(TINY, 6);
        ComputationGraph network = wb.network();
        Nd4j.getRandom().setSeed(4);
        INDArray image = Nd4j.rand(DataType.FLOAT, 1, 8, 8, 3);
        Inference.requireAgreement(network, Inference.FOLDED.of(network), image);
        ComputationGraph before = Inference.FOLDED.of(network);
        wb.imagesPerSecond(Task.TRAIN, 10);
        assertThatThrownBy(() -> Inference.requireAgreement(network, before, image))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not compute the same");
        Inference.requireAgreement(network, Inference.FOLDED.of(network), image);
    }

    @Test
    void anInterruptEndsTheRound() {
        NetworkContestant wb = NetworkContestant.wb(TINY, 6);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> wb.imagesPerSecond(Task.TRAIN, 1)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void everyConvolutionHasItsPath() {
        NetworkContestant wb = NetworkContestant.wb(TINY, 1);
        assertThat(wb.convolutions(Task.TRAIN)).isEmpty();
        assertThat(wb.convolutions(Task.INFER)).isEmpty();
        wb.imagesPerSecond(Task.INFER, 1);
        // A stem and two in each of three blocks, by the normalization they are folded with.
        assertThat(wb.convolutions(Task.INFER).keySet())
                .hasSize(7)
                .contains("stem-norm", "stage1-block1-norm1", "stage3-block1-norm2");
        wb.imagesPerSecond(Task.TRAIN, 1);
        Map<String, String> paths = wb.convolutions(Task.TRAIN);
        assertThat(paths.keySet()).hasSize(7).startsWith("stem-conv", "stage1-block1-conv1", "stage1-block1-conv2");
        boolean oneDnn = LayerPath.of(DataType.FLOAT) != LayerPath.ND4J;
        assertThat(paths.values()).isSubsetOf(oneDnn ? List.of("winograd", "direct") : List.of("nd4j"));
        NetworkContestant stock = wb.stock();
        stock.imagesPerSecond(Task.INFER, 1);
        assertThat(stock.convolutions(Task.INFER)).isEmpty();
    }
}

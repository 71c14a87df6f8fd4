package org.weightbalancing.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Layout;
import org.weightbalancing.data.PowerSampler;
import org.weightbalancing.data.Sampler;

/** What each method does to images whose values are all the number of the image, each a class of its own. */
class MixingTest {
    private static final ImageSet PLAIN = Pictures.plain(40, 3);

    private static List<DataSet> epochs(ImageSet set, Mixing mixing, int epochs) {
        BatchSettings settings =
                BatchSettings.of(8, 3).withNormalization(Pictures.raw(3)).withLayout(Layout.NCHW);
        List<DataSet> all = new ArrayList<>();
        try (MixedBatches batches = new MixedBatches(new ImageBatches(set, settings), mixing)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                batches.startEpoch(epoch);
                batches.forEachRemaining(all::add);
            }
        }
        return all;
    }

    private static double[][] labels(DataSet batch) {
        return batch.getLabels().toDoubleMatrix();
    }

    /** The number of each image, as far as its label tells. */
    private static double expectedValue(double[] label) {
        return IntStream.range(0, label.length).mapToDouble(c -> c * label[c]).sum();
    }

    /** How many batches have a soft label. */
    private static long mixed(List<DataSet> batches) {
        return batches.stream()
                .filter(batch -> batch.getLabels().max(1).minNumber().doubleValue() < 1)
                .count();
    }

    @Test
    void mixupBlendsEveryPixelAsItDoesTheLabel() {
        List<DataSet> batches = epochs(PLAIN, new Mixup(), 10);
        for (DataSet batch : batches) {
            double[][] labels = labels(batch);
            for (int i = 0; i < labels.length; i++) {
                INDArray image = batch.getFeatures().slice(i);
                assertThat(image.maxNumber().doubleValue()).isCloseTo(expectedValue(labels[i]), within(1e-4));
                assertThat(image.minNumber().doubleValue()).isCloseTo(expectedValue(labels[i]), within(1e-4));
            }
        }
        assertThat(mixed(batches)).isEqualTo(50);
    }

    @Test
    void oneLambdaHoldsForTheWholeBatch() {
        for (DataSet batch : epochs(PLAIN, new Mixup(0.3), 4)) {
            List<Double> shares = new ArrayList<>();
            for (double[] label : labels(batch)) {
                for (double share : label) {
                    if (share > 0 && share < 1) {
                        shares.add(share);
                    }
                }
            }
            double lambda = shares.get(0);
            assertThat(shares)
                    .allSatisfy(share -> assertThat(Math.min(Math.abs(share - lambda), Math.abs(share - (1 - lambda))))
                            .isLessThan(1e-6));
        }
    }

    @Test
    void cutMixLabelsByTheExactPartOfTheBox() {
        List<DataSet> batches = epochs(PLAIN, new CutMix(1, 1), 10);
        for (DataSet batch : batches) {
            double[][] labels = labels(batch);
            for (int i = 0; i < labels.length; i++) {
                INDArray image = batch.getFeatures().slice(i);
                assertThat(image.meanNumber().doubleValue()).isCloseTo(expectedValue(labels[i]), within(1e-4));
                // Pixels are those of one or the other, not a blend.
                for (Number value : List.of(image.maxNumber(), image.minNumber())) {
                    int number = (int) Math.round(value.doubleValue());
                    assertThat(value.doubleValue()).isCloseTo(number, within(1e-4));
                    assertThat(labels[i][number]).isPositive();
                }
            }
        }
        // A box without a pixel leaves a few alone.
        assertThat(mixed(batches)).isBetween(30L, 50L);
    }

    @Test
    void cutMixLeavesBatchesAloneByItsProbability() {
        assertThat(mixed(epochs(PLAIN, new CutMix(1, 0), 10))).isZero();
        assertThat(new CutMix()).isEqualTo(new CutMix(1, 0.5));
        long all = mixed(epochs(PLAIN, new CutMix(1, 1), 40));
        // Of 200 batches half, +- 4 * 7.
        assertThat((double) mixed(epochs(PLAIN, new CutMix(), 40))).isCloseTo(all / 2.0, within(28.0));
    }

    @Test
    void remixFavoursTheRarerClassOnceItsImageIsHalfOfTheMixture() {
        Remix remix = new Remix();
        assertThat(remix).isEqualTo(new Remix(1, 3, 0.5));
        // 30 / 10 >= 3: less than half of the pixels are of the frequent class.
        assertThat(remix.labelShare(0.4, 30, 10)).isEqualTo(0);
        assertThat(remix.labelShare(0.5, 30, 10)).isEqualTo(0.5);
        assertThat(remix.labelShare(0.6, 30, 10)).isEqualTo(0.6);
        assertThat(remix.labelShare(0.4, 29, 10)).isEqualTo(0.4);
        // 10 / 30 <= 1 / 3.
        assertThat(remix.labelShare(0.6, 10, 30)).isEqualTo(1);
        assertThat(remix.labelShare(0.5, 10, 30)).isEqualTo(0.5);
        assertThat(remix.labelShare(0.4, 10, 30)).isEqualTo(0.4);
        assertThat(remix.labelShare(0.6, 10, 29)).isEqualTo(0.6);
        // With tau 1 whatever is mixed at all, with tau 0 nothing.
        assertThat(new Remix(1, 3, 1).labelShare(0.99, 30, 10)).isEqualTo(0);
        assertThat(new Remix(1, 3, 0).labelShare(0, 30, 10)).isEqualTo(0);
        assertThat(new Remix(1, 3, 0).labelShare(0.2, 30, 10)).isEqualTo(0.2);
    }

    @Test
    void remixBlendsAsMixupDoesAndCountsTheImagesOfTheSet() {
        // 36 images of class 0 and 4 of class 1.
        int[] classes = IntStream.range(0, 40).map(i -> i / 36).toArray();
        ImageSet set = Pictures.random(6, 5, 3, 2, classes);
        List<DataSet> mixup = epochs(set, new Mixup(), 10);
        List<DataSet> remix = epochs(set, new Remix(), 10);
        int favoured = 0;
        for (int b = 0; b < mixup.size(); b++) {
            assertThat(remix.get(b).getFeatures()).isEqualTo(mixup.get(b).getFeatures());
            double[][] blended = labels(mixup.get(b));
            for (int i = 0; i < blended.length; i++) {
                // More than half of class 1: all of it.
                double expected = blended[i][1] > 0.5 ? 1 : blended[i][1];
                favoured += blended[i][1] > 0.5 && blended[i][1] < 1 ? 1 : 0;
                assertThat(labels(remix.get(b))[i][1]).isCloseTo(expected, within(1e-6));
            }
        }
        assertThat(favoured).isPositive();
    }

    @Test
    void contextRichOversamplingPastesRareClassesIntoItsEpochs() {
        assertThat(ContextRichOversampling.of(200)).isEqualTo(new ContextRichOversampling(1, 1, 0.5, 4, 197));
        assertThat(ContextRichOversampling.of(8).until()).isEqualTo(5);
        assertThat(new ContextRichOversampling(2, 1, 0.5, 4, 5).partners()).contains(new PowerSampler(-2, true));
        List<DataSet> batches = epochs(PLAIN, new ContextRichOversampling(1, 1, 1, 2, 4), 6);
        assertThat(mixed(batches.subList(0, 10))).isZero();
        assertThat(mixed(batches.subList(10, 20))).isBetween(5L, 10L);
        assertThat(mixed(batches.subList(20, 30))).isZero();
        for (DataSet batch : batches) {
            double[][] labels = labels(batch);
            for (int i = 0; i < labels.length; i++) {
                assertThat(batch.getFeatures().slice(i).meanNumber().doubleValue())
                        .isCloseTo(expectedValue(labels[i]), within(1e-4));
            }
        }
    }

    @Test
    void patchesAreOfClassesInInverseProportionToTheirCounts() {
        // 36 images of class 0 and 4 of class 1: a patch is of class 1 with probability 0.9, an image with 0.1.
        int[] classes = IntStream.range(0, 40).map(i -> i / 36).toArray();
        ImageSet set = Pictures.random(6, 5, 3, 2, classes);
        int rare = 0;
        for (DataSet batch : epochs(set, new Blending(), 25)) {
            for (double[] label : labels(batch)) {
                // 3/4 of the image's own class and 1/4 of the patch's.
                rare += label[1] == 1 || label[1] == 0.25 ? 1 : 0;
            }
        }
        // 900 of 1000, standard deviation 9.5.
        assertThat(rare).isBetween(862, 938);
    }

    /** Blends all with images drawn as context-rich oversampling draws them. */
    private record Blending() implements Mixing {
        @Override
        public void mix(Pairs pairs, RandomGenerator random) {
            pairs.blend(0.75);
        }

        @Override
        public Optional<Sampler> partners() {
            return ContextRichOversampling.of(8).partners();
        }
    }

    @Test
    void labelRowsSumToOne() {
        List<Mixing> methods =
                List.of(new Mixup(), new Remix(), new CutMix(), new ContextRichOversampling(0.5, 0.3, 1, 0, 9));
        int[] classes = IntStream.range(0, 40).map(i -> i / 15).toArray();
        for (Mixing method : methods) {
            for (DataSet batch : epochs(Pictures.random(6, 5, 3, 4, classes), method, 5)) {
                assertThat(batch.getLabels().minNumber().doubleValue()).isNotNegative();
                assertThat(batch.getLabels().sum(1).toFloatVector()).containsOnly(1);
            }
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        for (double alpha : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = "alpha is " + alpha + "; a finite number above 0 is needed";
            assertThatThrownBy(() -> new Mixup(alpha)).hasMessage(message);
            assertThatThrownBy(() -> new Remix(alpha, 3, 0.5)).hasMessage(message);
            assertThatThrownBy(() -> new CutMix(alpha, 0.5)).hasMessage(message);
            assertThatThrownBy(() -> new ContextRichOversampling(1, alpha, 0.5, 0, 1))
                    .hasMessage(message);
        }
        for (double probability : new double[] {-0.1, 1.1, Double.NaN}) {
            String message = "probability is " + probability + "; allowed are 0 to 1";
            assertThatThrownBy(() -> new CutMix(1, probability)).hasMessage(message);
            assertThatThrownBy(() -> new ContextRichOversampling(1, 1, probability, 0, 1))
                    .hasMessage(message);
            assertThatThrownBy(() -> new Remix(1, 3, probability))
                    .hasMessage("tau is " + probability + "; allowed are 0 to 1");
        }
        for (double kappa : new double[] {0.9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Remix(1, kappa, 0.5))
                    .hasMessage("kappa is " + kappa + "; a finite number of at least 1 is needed");
        }
        assertThatThrownBy(() -> new ContextRichOversampling(Double.NaN, 1, 0.5, 0, 1))
                .hasMessage("rarity is NaN; a finite number is needed");
        assertThatThrownBy(() -> new ContextRichOversampling(1, 1, 0.5, 2, 1))
                .hasMessage("from is 2 and until 1; allowed are 0 <= from <= until");
        assertThatThrownBy(() -> new ContextRichOversampling(1, 1, 0.5, -1, 1)).hasMessageContaining("from is -1");
        assertThatThrownBy(() -> ContextRichOversampling.of(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs is 7; at least 8 are needed, as the first 4 and the last 3 do not mix");
    }
}

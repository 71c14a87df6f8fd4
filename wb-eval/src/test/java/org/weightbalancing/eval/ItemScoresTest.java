package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ItemScoresTest {

    private static final double EXACT = 1e-15;

    /** Probabilities 1/8, 1/4, 5/8. */
    private static final double[] EIGHTHS = {0, Math.log(2), Math.log(5)};

    /** The entropy of these: log 8 - (1/4) log 2 - (5/8) log 5 = 2.75 log 2 - 0.625 log 5. */
    private static final double ENTROPY = 2.75 * Math.log(2) - 0.625 * Math.log(5);

    @Test
    void anItemPredictedCorrectly() {
        ItemScores scores = ItemScores.of(new double[][] {EIGHTHS}, new int[] {2});
        assertThat(scores.items()).isEqualTo(1);
        assertThat(scores.classes()).isEqualTo(3);
        assertThat(scores.label(0)).isEqualTo(2);
        assertThat(scores.predicted(0)).isEqualTo(2);
        assertThat(scores.rank(0)).isZero();
        assertThat(scores.confidence(0)).isCloseTo(0.625, within(EXACT));
        assertThat(scores.negativeLogLikelihood(0)).isCloseTo(Math.log(1.6), within(EXACT));
        // (1/8)^2 + (1/4)^2 + (3/8)^2 = (1 + 4 + 9) / 64
        assertThat(scores.brier(0)).isCloseTo(14 / 64.0, within(EXACT));
        assertThat(scores.entropy(0)).isCloseTo(ENTROPY, within(EXACT));
    }

    @Test
    void itemsPredictedWrong() {
        ItemScores scores = ItemScores.of(new double[][] {EIGHTHS, EIGHTHS}, new int[] {0, 1});
        assertThat(scores.predicted(0)).isEqualTo(2);
        assertThat(scores.rank(0)).isEqualTo(2);
        assertThat(scores.rank(1)).isEqualTo(1);
        assertThat(scores.confidence(0)).isCloseTo(0.625, within(EXACT));
        assertThat(scores.negativeLogLikelihood(0)).isCloseTo(Math.log(8), within(EXACT));
        assertThat(scores.negativeLogLikelihood(1)).isCloseTo(Math.log(4), within(EXACT));
        // (7/8)^2 + (1/4)^2 + (5/8)^2 and (1/8)^2 + (3/4)^2 + (5/8)^2
        assertThat(scores.brier(0)).isCloseTo(78 / 64.0, within(EXACT));
        assertThat(scores.brier(1)).isCloseTo(62 / 64.0, within(EXACT));
        assertThat(scores.entropy(1)).isCloseTo(ENTROPY, within(EXACT));
    }

    /** Of (1/8, 1/4, 5/8) and (1/3, 1/3, 1/3). */
    @Test
    void marginalLikelihoodsAreMeans() {
        ItemScores scores = ItemScores.of(new double[][] {EIGHTHS, {7, 7, 7}}, new int[] {0, 0});
        assertThat(scores.marginalLikelihoods())
                .containsExactly(new double[] {11 / 48.0, 7 / 24.0, 23 / 48.0}, within(EXACT));
    }

    @Test
    void ofEqualLogitsTheLowestClassComesFirst() {
        double[] logits = {1, 3, 3, -0.0, 3, 0};
        ItemScores scores = new ItemScores(6);
        for (int label = 0; label < 6; label++) {
            scores.add(new double[][] {logits}, new int[] {label});
        }
        int[] ranks = {3, 0, 1, 4, 2, 5};
        for (int label = 0; label < 6; label++) {
            assertThat(scores.predicted(label)).isEqualTo(1);
            assertThat(scores.rank(label)).as("class %d", label).isEqualTo(ranks[label]);
        }
    }

    /** exp(-40) = 4.248354255291589e-18 is below the last bit of 1. */
    @Test
    void whatASureNetworkIsWrongByIsExact() {
        ItemScores scores = ItemScores.of(new double[][] {{0, 40}, {0, 40}}, new int[] {1, 0});
        double e = 4.248354255291589e-18;
        assertThat(scores.confidence(0)).isEqualTo(1);
        assertThat(scores.negativeLogLikelihood(0)).isCloseTo(e, within(1e-32));
        assertThat(scores.brier(0)).isCloseTo(2 * e * e, within(1e-49));
        assertThat(scores.entropy(0)).isCloseTo(41 * e, within(1e-31));
        assertThat(scores.negativeLogLikelihood(1)).isEqualTo(40);
        assertThat(scores.brier(1)).isEqualTo(2);
    }

    @Test
    void logitsMayBeOfAnySize() {
        ItemScores scores = new ItemScores(3);
        scores.add(new float[] {1e4f, -1e4f, 1e4f, -1e4f, -1e4f, 1e4f}, new int[] {1, 2});
        assertThat(scores.confidence(0)).isEqualTo(0.5);
        assertThat(scores.negativeLogLikelihood(0)).isEqualTo(20_000 + Math.log(2));
        assertThat(scores.brier(0)).isEqualTo(1.5);
        assertThat(scores.entropy(0)).isEqualTo(Math.log(2));
        assertThat(scores.negativeLogLikelihood(1)).isZero();
        assertThat(scores.brier(1)).isZero();
        assertThat(scores.entropy(1)).isZero();
        assertThat(scores.marginalLikelihoods()).containsExactly(0.25, 0, 0.75);
    }

    @Test
    void aClassMayBeRuledOut() {
        double[] logits = {Double.NEGATIVE_INFINITY, 0, Double.NEGATIVE_INFINITY, Math.log(3)};
        ItemScores scores = ItemScores.of(new double[][] {logits, logits}, new int[] {1, 2});
        assertThat(scores.confidence(0)).isCloseTo(0.75, within(EXACT));
        assertThat(scores.negativeLogLikelihood(0)).isCloseTo(Math.log(4), within(EXACT));
        assertThat(scores.entropy(0)).isCloseTo(Math.log(4) - 0.75 * Math.log(3), within(EXACT));
        assertThat(scores.negativeLogLikelihood(1)).isInfinite().isPositive();
        assertThat(scores.rank(1)).isEqualTo(3);
        // (1/4)^2 + (3/4)^2 + 1
        assertThat(scores.brier(1)).isCloseTo(1.625, within(EXACT));
        assertThat(scores.marginalLikelihoods()[2]).isZero();
    }

    @Test
    void withoutItemsNothingIsDefined() {
        assertThat(new ItemScores(2).items()).isZero();
        assertThat(new ItemScores(2).marginalLikelihoods()).containsExactly(Double.NaN, Double.NaN);
        assertThatThrownBy(() -> new ItemScores(2).rank(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item = 0, but there are 0 items");
    }

    @Test
    void aSingleClassIsAlwaysRight() {
        ItemScores scores = ItemScores.of(new double[][] {{-3}}, new int[] {0});
        assertThat(scores.confidence(0)).isEqualTo(1);
        assertThat(scores.negativeLogLikelihood(0)).isZero();
        assertThat(scores.entropy(0)).isZero();
    }

    @Test
    void whatIsNoLogitIsNamedAndTheBatchIsNotAdded() {
        ItemScores scores = new ItemScores(2);
        scores.add(new double[][] {{0, 1}}, new int[] {0});
        refused(new ItemScores(1), new float[] {0, Float.NaN}, "the logit of item 1 for class 0 is NaN, but ");
        refused(scores, new float[] {0, 1, 2, Float.NaN}, "the logit of item 1 for class 1 is NaN, but ");
        refused(scores, new float[] {0, 1, Float.NaN, 2}, "the logit of item 1 for class 0 is NaN, but ");
        refused(scores, new float[] {0, 1, Float.POSITIVE_INFINITY, 2}, "the logit of item 1 for class 0 is Infinity");
        refused(scores, new float[] {0, 1, 2, Float.POSITIVE_INFINITY}, "the logit of item 1 for class 1 is Infinity");
        float none = Float.NEGATIVE_INFINITY;
        refused(scores, new float[] {0, 1, none, none}, "all logits of item 1 are -Infinity");
        assertThat(scores.items()).isEqualTo(1);
        assertThat(scores.marginalLikelihoods())
                .isEqualTo(ItemScores.of(new double[][] {{0, 1}}, new int[] {0}).marginalLikelihoods());
    }

    private static void refused(ItemScores scores, float[] logits, String message) {
        assertThatThrownBy(() -> scores.add(logits, new int[] {0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void unequalSizesAndClassesOutOfRangeAreRefused() {
        ItemScores scores = new ItemScores(2);
        refused(() -> scores.add(new double[][] {{0, 1}}, new int[2]), "2 true classes for 1 items");
        refused(() -> scores.add(new double[2][1], new int[2]), "item 0 has 1 logits, but 2 are required");
        refused(
                () -> scores.add(new double[][] {{0, 1}, {0, 1, 2}}, new int[2]),
                "item 1 has 3 logits, but 2 are required");
        refused(() -> scores.add(new float[3], new int[2]), "3 logits for 2 true classes, but 2 for each are required");
        refused(() -> scores.add(new float[4], new int[] {0, 2}), "labels[1] = 2, but classes are 0..1");
        refused(() -> scores.add(new float[4], new int[] {-1, 0}), "labels[0] = -1, but classes are 0..1");
        refused(() -> scores.merge(new ItemScores(3)), "scores of 3 classes cannot be merged with those of 2");
        refused(() -> new ItemScores(0), "classes = 0, but at least 1 is required");
        refused(() -> ItemScores.of(new double[0][], new int[0]), "0 test items, but at least one is required");
        assertThat(scores.items()).isZero();
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}

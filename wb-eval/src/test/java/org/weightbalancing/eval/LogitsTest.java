package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

class LogitsTest {

    private static final INDArray LOGITS =
            Nd4j.create(new float[][] {{1, 3, 3, 0}, {-2, -2, -2, -2}, {Float.NEGATIVE_INFINITY, -9, 5, 7}});

    @Test
    void argmaxTakesTheLowestOfEqualClasses() {
        assertThat(Logits.argmax(LOGITS)).containsExactly(1, 0, 3);
        assertThat(Logits.argmax(LOGITS.castTo(DataType.DOUBLE).dup('f'))).containsExactly(1, 0, 3);
        assertThat(Logits.argmax(LOGITS.castTo(DataType.FLOAT16))).containsExactly(1, 0, 3);
    }

    @Test
    void viewsAndTransposedArraysAreReadAsTheyLookFromOutside() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray wide = Nd4j.createFromArray(new double[][] {{9, 0, 1, 2, 9}, {9, 5, 4, 3, 9}, {9, 6, 8, 7, 9}})
                    .castTo(type);
            INDArray view = wide.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(1, 4));
            assertThat(Logits.argmax(view)).containsExactly(0, 1);
            assertThat(Logits.argmax(view.transpose())).containsExactly(1, 1, 1);
            assertThat(Logits.argmax(wide.getRows(0).get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4))))
                    .containsExactly(2);
            assertThat(wide.wasClosed()).isFalse();
        }
    }

    @Test
    void noItemsHaveNoClasses() {
        assertThat(Logits.argmax(Nd4j.zeros(DataType.FLOAT, 0, 4))).isEmpty();
        assertThat(Logits.topKCorrect(Nd4j.zeros(DataType.FLOAT, 0, 4), new int[0], 1))
                .isZero();
    }

    /** Ranks of the true classes: item 0 class 2 is second (tie with 1), item 1 class 3 last, item 2 class 2 second. */
    @Test
    void topKCountsRanksWithTiesToTheLowerClass() {
        int[] truth = {2, 3, 2};
        assertThat(Logits.topKCorrect(LOGITS, truth, 1)).isZero();
        assertThat(Logits.topKCorrect(LOGITS, truth, 2)).isEqualTo(2);
        assertThat(Logits.topKCorrect(LOGITS, truth, 3)).isEqualTo(2);
        assertThat(Logits.topKCorrect(LOGITS, truth, 4)).isEqualTo(3);
    }

    /** Plainly the classes win by 3 to 1 and 1 to 0; averaged, item 0 is (2, 2.5) and item 1 is (.5, .25). */
    @Test
    void flipAveragingIsTheMeanAndLeavesItsArgumentsAlone() {
        INDArray plain = Nd4j.create(new double[][] {{3, 1}, {1, 0}});
        INDArray mirrored = Nd4j.create(new double[][] {{1, 4}, {0, 0.5}});
        INDArray mean = Logits.flipAveraged(plain, mirrored);
        assertThat(mean).isEqualTo(Nd4j.create(new double[][] {{2, 2.5}, {0.5, 0.25}}));
        assertThat(Logits.argmax(plain)).containsExactly(0, 0);
        assertThat(Logits.argmax(mean)).containsExactly(1, 0);
    }

    /**
     * Mean logits (-3.5, 1, -4) choose class 1. Probabilities are (.88, .12, 0) and (0, .27, .73): their mean (.44, .19,
     * .37) chooses class 0.
     */
    @Test
    void averagingProbabilitiesMayChooseAnotherClassThanAveragingLogits() {
        INDArray plain = Nd4j.create(new double[][] {{3, 1, -10}});
        INDArray mirrored = Nd4j.create(new double[][] {{-10, 1, 2}});
        INDArray softmax = Nd4j.nn().softmax(plain, 1);
        INDArray softmaxMirrored = Nd4j.nn().softmax(mirrored, 1);
        assertThat(Logits.argmax(Logits.flipAveraged(plain, mirrored))).containsExactly(1);
        assertThat(Logits.argmax(Logits.flipAveraged(softmax, softmaxMirrored))).containsExactly(0);
        INDArray logarithms = Logits.flipAveraged(Transforms.log(softmax), Transforms.log(softmaxMirrored));
        assertThat(Logits.argmax(logarithms)).containsExactly(1);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> Logits.argmax(Nd4j.create(new double[][] {{1, 2}, {Double.NaN, 0}})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the logit of item 1 for class 0 is NaN");
        assertThatThrownBy(() -> Logits.argmax(Nd4j.zeros(2, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 3, 4]");
        assertThatThrownBy(() -> Logits.topKCorrect(LOGITS, new int[] {0, 1, 4}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("truth[2] = 4, but classes are 0..3");
        assertThatThrownBy(() -> Logits.topKCorrect(LOGITS, new int[2], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 true classes for 3 items");
        assertThatThrownBy(() -> Logits.topKCorrect(LOGITS, new int[3], 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k = 5, but 1..4 is required");
        assertThatThrownBy(() -> Logits.flipAveraged(LOGITS, Nd4j.zeros(3, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3, 4]")
                .hasMessageContaining("[3, 5]");
    }
}

package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LogitsTest {

    private static final INDArray LOGITS =
            Nd4j.create(new float[][] {{1, 3, 3, 0}, {-2, -2, -2, -2}, {Float.NEGATIVE_INFINITY, -9, 5, 7}});

    @Test
    void argmaxTakesTheLowestOfEqualClasses() {
        assertThat(Logits.argmax(LOGITS)).containsExactly(1, 0, 3);
        assertThat(Logits.argmax(LOGITS.castTo(DataType.DOUBLE).dup('f'))).containsExactly(1, 0, 3);
        assertThat(Logits.argmax(LOGITS.castTo(DataType.FLOAT16))).containsExactly(1, 0, 3);
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

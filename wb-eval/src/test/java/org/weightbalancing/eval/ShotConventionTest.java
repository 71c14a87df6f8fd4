package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.eval.Shot.FEW;
import static org.weightbalancing.eval.Shot.MANY;
import static org.weightbalancing.eval.Shot.MEDIUM;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShotConventionTest {

    private static final int[] COUNTS = {20, 500, 100, 19, 101, 21};

    @Test
    void standardIsAbove100AndBelow20() {
        assertThat(ShotGroups.standard().of(COUNTS)).containsExactly(MEDIUM, MANY, MEDIUM, FEW, MANY, MEDIUM);
    }

    @Test
    void inclusiveIsFrom100AndTo20() {
        assertThat(ShotGroups.inclusive().of(COUNTS)).containsExactly(FEW, MANY, MANY, FEW, MANY, MEDIUM);
    }

    /** Sorted: class 1 (500), 4 (101), 2 (100), 5 (21), 0 (20), 3 (19). */
    @Test
    void thirdsGoByRank() {
        assertThat(ShotRanks.thirds(6).of(COUNTS)).containsExactly(FEW, MANY, MEDIUM, FEW, MANY, MEDIUM);
    }

    @Test
    void anyBoundsAndNumbersWillDo() {
        assertThat(new ShotGroups(200, 100).of(COUNTS)).containsExactly(FEW, MANY, MEDIUM, FEW, MEDIUM, FEW);
        assertThat(new ShotRanks(1, 4).of(COUNTS)).containsExactly(MEDIUM, MANY, MEDIUM, FEW, MEDIUM, MEDIUM);
        assertThat(new ShotRanks(0, 6).of(COUNTS)).containsOnly(MEDIUM);
        assertThat(new ShotRanks(0, 0).of(COUNTS)).containsOnly(FEW);
    }

    @Test
    void ofEqualCountsTheLowerClassRanksFirst() {
        assertThat(ShotRanks.thirds(3).of(new int[] {7, 7, 7})).containsExactly(MANY, MEDIUM, FEW);
        assertThat(ShotRanks.thirds(3).of(new int[] {7, 7, Integer.MAX_VALUE})).containsExactly(MEDIUM, FEW, MANY);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "2, 1, 1", "3, 1, 1", "4, 2, 1", "5, 2, 2", "10, 4, 3", "100, 34, 33"})
    void sizesOfThirds(int classes, int many, int medium) {
        assertThat(ShotRanks.thirds(classes)).isEqualTo(new ShotRanks(many, medium));
    }

    /** Class accuracies 1, 1/2, 0: by bounds the first two are many, by rank each group has one class. */
    @Test
    void theEvaluatorTakesAnyConvention() {
        int[] truth = {0, 0, 1, 1, 2, 2};
        int[] predicted = {0, 0, 1, 0, 0, 0};
        int[] train = {500, 200, 5};
        assertThat(LongTailEvaluator.standard()
                        .evaluate(truth, predicted, train)
                        .many())
                .isEqualTo(0.75);
        LongTailReport report = new LongTailEvaluator(ShotRanks.thirds(3)).evaluate(truth, predicted, train);
        assertThat(report.many()).isEqualTo(1);
        assertThat(report.medium()).isEqualTo(0.5);
        assertThat(report.few()).isZero();
        ShotConvention allFew = counts -> {
            Shot[] shots = new Shot[counts.length];
            Arrays.fill(shots, FEW);
            return shots;
        };
        assertThat(new LongTailEvaluator(allFew)
                        .evaluate(truth, predicted, train)
                        .few())
                .isEqualTo(0.5);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> ShotGroups.standard().of(new int[] {3, -2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trainCounts[1] = -2, but at least 0 is required");
        assertThatThrownBy(() -> ShotRanks.thirds(2).of(new int[] {3, -2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trainCounts[1] = -2, but at least 0 is required");
        assertThatThrownBy(() -> new ShotRanks(36, 35).of(COUNTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shot ranks many = 36, medium = 35, but there are 6 classes");
        assertThatThrownBy(() -> new ShotRanks(3, 4).of(COUNTS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShotRanks(-1, 2)).hasMessageContaining("many = -1, medium = 2");
        assertThatThrownBy(() -> new ShotRanks(1, -2)).hasMessageContaining("many = 1, medium = -2");
        assertThatThrownBy(() -> ShotRanks.thirds(0)).hasMessage("classes = 0, but at least 1 is required");
        LongTailEvaluator broken = new LongTailEvaluator(counts -> new Shot[] {MANY});
        assertThatThrownBy(() -> broken.evaluate(new int[1], new int[1], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 shot groups for 2 classes, but one for each is required");
    }
}

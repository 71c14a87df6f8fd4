package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MedianPrunerTest {

    private static final Goal MAXIMISE = Goal.maximise();

    // Means up to step 2: 0.2, 0.4 and 0.6.
    private static final List<TrialRecord> OTHERS = others(curve(0.1, 0.3, 0.9), curve(0.5, 0.3, 0.9), curve(0.8, 0.4));

    @Test
    void givesUpWhatHasNeverBeenAsGoodAsTheMedianOfTheMeans() {
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(0.39, 0.1), OTHERS))
                .hasValue(
                        "best value so far 0.3900 is worse than 0.4000, the median of the mean values of 3 other trials up"
                                + " to step 2");
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(0.1, 0.41), OTHERS))
                .isEmpty();
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(0.41, 0.1), OTHERS))
                .isEmpty();
    }

    @Test
    void smallerIsBetterIfThatIsTheGoal() {
        assertThat(new MedianPruner(3, 1).judge(Goal.minimise(), curve(0.41, 0.9), OTHERS))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("best value so far 0.4100 is worse than 0.4000"));
        assertThat(new MedianPruner(3, 1).judge(Goal.minimise(), curve(0.39, 0.9), OTHERS))
                .isEmpty();
    }

    @Test
    void anEqualValueGoesOn() {
        List<TrialRecord> others = others(curve(0.5, 0.5), curve(0.25, 0.25));
        assertThat(new MedianPruner(2, 1).judge(MAXIMISE, curve(0.375, 0.1), others))
                .isEmpty();
        assertThat(new MedianPruner(2, 1).judge(MAXIMISE, curve(0.374, 0.1), others))
                .isPresent();
    }

    @Test
    void waitsForTheStepsAndForTheOthers() {
        SortedMap<Integer, Double> worst = curve(0, 0);
        assertThat(new MedianPruner(3, 2).judge(MAXIMISE, worst, OTHERS)).isPresent();
        assertThat(new MedianPruner(3, 3).judge(MAXIMISE, worst, OTHERS)).isEmpty();
        assertThat(new MedianPruner(4, 2).judge(MAXIMISE, worst, OTHERS)).isEmpty();
        // Two of the others have come to step 3.
        assertThat(new MedianPruner(3, 2).judge(MAXIMISE, curve(0, 0, 0), OTHERS))
                .isEmpty();
        assertThat(new MedianPruner(2, 2).judge(MAXIMISE, curve(0, 0, 0), OTHERS))
                .isPresent();
        assertThat(new MedianPruner(1, 0).judge(MAXIMISE, worst, List.of())).isEmpty();
        assertThat(new MedianPruner(1, 0).judge(MAXIMISE, new TreeMap<>(), OTHERS))
                .isEmpty();
    }

    @Test
    void valuesThatAreNotFiniteAreWorse() {
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(Double.NaN, Double.NaN), OTHERS))
                .isPresent();
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(Double.POSITIVE_INFINITY, 0.1), OTHERS))
                .isPresent();
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(Double.NaN, 0.5), OTHERS))
                .isEmpty();
        List<TrialRecord> broken = others(curve(Double.NaN, 0.9), curve(0.9, Double.NaN), curve(0.2, 0.2));
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(0.1, 0.1), broken))
                .isEmpty();
        assertThat(new MedianPruner(3, 1).judge(MAXIMISE, curve(Double.NaN, Double.NaN), broken))
                .isEmpty();
    }

    @Test
    void othersWithOtherStepsAreComparedUpToTheSameStep() {
        SortedMap<Integer, Double> sparse = new TreeMap<>();
        sparse.put(1, 0.2);
        sparse.put(4, 0.9);
        SortedMap<Integer, Double> late = new TreeMap<>();
        late.put(3, 0.9);
        // The sparse one has a mean of 0.2 up to step 2, and the late one has none.
        assertThat(new MedianPruner(1, 1).judge(MAXIMISE, curve(0.19, 0.1), others(sparse, late)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("0.2000", "1 other trials"));
        assertThat(new MedianPruner(1, 1).judge(MAXIMISE, curve(0.21, 0.1), others(sparse, late)))
                .isEmpty();
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MedianPruner(0, 1))
                .withMessage("trials of the median are 0, allowed is 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MedianPruner(1, -1))
                .withMessage("steps before pruning are -1, allowed is 0 or more");
    }

    private static SortedMap<Integer, Double> curve(double... values) {
        SortedMap<Integer, Double> curve = new TreeMap<>();
        Arrays.stream(values).forEach(value -> curve.put(curve.size() + 1, value));
        return curve;
    }

    @SafeVarargs
    private static List<TrialRecord> others(SortedMap<Integer, Double>... curves) {
        List<TrialRecord> others = new ArrayList<>();
        for (SortedMap<Integer, Double> curve : curves) {
            others.add(Trials.record(
                    others.size(),
                    Proposal.of(List.of(), new Parameters(Map.of())),
                    TrialStatus.RUNNING,
                    OptionalDouble.empty(),
                    curve));
        }
        return others;
    }
}

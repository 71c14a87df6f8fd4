package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Comparison of what two ways of training come to: bit for bit on x86-64, where sums are known to be rounded in the same
 * order, elsewhere within 1e-5 of the largest number.
 */
final class EitherWay {

    static final String AMD_64 = "amd64";
    static final String X86_64 = "x86_64";

    private static final double TOLERANCE =
            List.of(AMD_64, X86_64).contains(System.getProperty("os.arch").toLowerCase(Locale.ROOT)) ? 0 : 1e-5;

    private EitherWay() {}

    static void assertSame(INDArray actual, INDArray expected) {
        if (TOLERANCE == 0) {
            Exactly.assertSame(actual, expected);
            return;
        }
        double[] found = actual.reshape(actual.length()).dup().toDoubleVector();
        double[] wanted = expected.reshape(expected.length()).dup().toDoubleVector();
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
        assertThat(found).containsExactly(wanted, within(TOLERANCE * largest));
    }

    static void assertSame(double actual, double expected) {
        assertThat(actual).usingComparator(close()).isEqualTo(expected);
    }

    static void assertSame(TrainingHistory actual, TrainingHistory expected) {
        assertThat(ResumedStage.untimed(actual))
                .usingRecursiveComparison()
                .withComparatorForType(close(), Double.class)
                .isEqualTo(ResumedStage.untimed(expected));
        assertThat(actual.selectedEpoch()).isEqualTo(expected.selectedEpoch());
    }

    /** Compares parameters, updater, counts and score. */
    static void assertSameState(ComputationGraph actual, ComputationGraph expected) {
        assertSame(actual.params(), expected.params());
        assertSame(
                actual.getUpdater().getStateViewArray(), expected.getUpdater().getStateViewArray());
        assertThat(actual.getIterationCount()).isEqualTo(expected.getIterationCount());
        assertThat(actual.getEpochCount()).isEqualTo(expected.getEpochCount());
        assertSame(actual.score(), expected.score());
    }

    private static Comparator<Double> close() {
        return (a, b) -> Math.abs(a - b) <= TOLERANCE * Math.abs(b) ? 0 : Double.compare(a, b);
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParzenEstimateTest {

    private static final Domain NUMBERS = new Uniform(0, 1);

    @Test
    void withoutTrialsAllIsAsLikely() {
        for (Domain domain : List.of(NUMBERS, new IntegerRange(1, 5), Choice.of("a", "b", "c"))) {
            Density density = Density.of(domain, new double[0]);
            assertThat(density.at(0)).isCloseTo(1, within(1e-15));
            assertThat(density.at(0.77)).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void oneKernelIsANormalCutToTheRange() {
        // Centre 0.4, width 0.6: phi(0) / 0.6 / (Phi(1) - Phi(-2/3)) and a uniform density, each with half the weight.
        double peak = 0.3989422804014327 / 0.6 / (0.8413447460685429 - 0.2524925375469229);
        Density density = Density.of(NUMBERS, new double[] {0.4});
        assertThat(density.at(0.4)).isCloseTo((1 + peak) / 2, within(1e-6));
        assertThat(density.at(Math.nextDown(1.0))).isCloseTo((1 + peak * Math.exp(-0.5)) / 2, within(1e-6));
    }

    @Test
    void aKernelReachesToItsFartherNeighbourAndIsNeverNarrow() {
        // Of 0.5, 0.5, 0.9 the first reaches to 0 and the others by 0.4.
        Density wide = Density.of(NUMBERS, new double[] {0.9, 0.5, 0.5});
        assertThat(wide.at(0.1)).isBetween(0.3, 0.75);
        double[] close = new double[200];
        Arrays.fill(close, 0.5);
        close[0] = 0;
        close[199] = 1 - 1e-9;
        // 197 or more kernels have the smallest width, 1/100, and each a peak of 39.89.
        assertThat(Density.of(NUMBERS, close).at(0.5)).isBetween(0.96 * 39.89, 0.99 * 39.9);
    }

    @Test
    void optionsAreCountedWithOneMoreEach() {
        Density density = Density.of(Choice.of("a", "b", "c"), new double[] {0.1, 0.2, 0.9});
        // (2 + 1) / (3 + 3), (0 + 1) / 6 and (1 + 1) / 6, times three options.
        assertThat(density.at(0.05)).isCloseTo(1.5, within(1e-15));
        assertThat(density.at(0.5)).isCloseTo(0.5, within(1e-15));
        assertThat(density.at(0.95)).isCloseTo(1.0, within(1e-15));
    }

    @Test
    void wholeNumbersHaveOneDensityACell() {
        Density density = Density.of(new IntegerRange(1, 4), new double[] {0.3, 0.35, 0.4});
        assertThat(density.at(0.26)).isEqualTo(density.at(0.49)).isGreaterThan(density.at(0.51));
    }

    @Property(seed = "1", tries = 50)
    void densitiesIntegrateToOneAndAreDrawnFrom(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int trials, @ForAll @IntRange(max = 2) int kind) {
        Random random = new Random(seed);
        Domain domain = List.of(NUMBERS, new IntegerRange(1, 10), Choice.of("a", "b", "c", "d", "e"))
                .get(kind);
        Density density = Density.of(domain, random.doubles(trials).toArray());
        int steps = 1000;
        double left = 0;
        double all = 0;
        for (int i = 0; i < steps; i++) {
            double part = density.at((i + 0.5) / steps) / steps;
            all += part;
            left += i < 400 ? part : 0;
        }
        assertThat(all).isCloseTo(1, within(1e-3));
        long drawn = IntStream.range(0, 4000)
                .mapToDouble(i -> density.draw(random))
                .filter(coordinate -> coordinate < 0.4)
                .count();
        // Five standard deviations of a share of 4000 draws.
        assertThat(drawn / 4000.0).isCloseTo(left, within(0.04));
    }

    @Test
    void theGainCountsOnlyDimensionsThatMatter() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("loss", Choice.of("ce", "cb")),
                Dimension.of("beta", new Uniform(0, 1)).when("loss", "cb"));
        // The first dimension is 0.5 (ce) once in the good and once in the others; beta is estimated from cb trials
        // only.
        ParzenEstimate estimate = new ParzenEstimate(
                space, List.of(List.of(0.1, 0.99), List.of(0.6, 0.2)), List.of(List.of(0.1, 0.01), List.of(0.6, 0.9)));
        assertThat(estimate.gain(List.of(0.1, 0.2))).isEqualTo(0);
        assertThat(estimate.gain(List.of(0.1, 0.9))).isEqualTo(0);
        double near = Density.of(NUMBERS, new double[] {0.2}).at(0.2);
        double far = Density.of(NUMBERS, new double[] {0.9}).at(0.2);
        assertThat(estimate.gain(List.of(0.6, 0.2))).isCloseTo(Math.log(near / far), within(1e-12));
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {

    private static final double LAST = Math.nextDown(1.0);

    @Test
    void uniformIsLinearAndReachesBothEnds() {
        Uniform domain = new Uniform(-2, 6);
        assertThat(domain.at(0)).isEqualTo(-2.0);
        assertThat(domain.at(0.25)).isEqualTo(0.0);
        assertThat(domain.at(LAST)).isEqualTo(6.0);
        assertThat(domain.coordinate(0)).isEqualTo(0.25);
        assertThat(domain.coordinate(6.0)).isEqualTo(LAST);
        assertThat(domain.size()).isEmpty();
    }

    @Test
    void logUniformIsLinearInTheExponentAndReachesBothEnds() {
        LogUniform domain = new LogUniform(1e-4, 1);
        assertThat(List.of(domain.at(0), domain.at(0.25), domain.at(0.5), domain.at(0.75), domain.at(LAST)))
                .containsExactly(1e-4, 1e-3, 1e-2, 1e-1, 1.0);
        assertThat(domain.coordinate(1e-3)).isCloseTo(0.25, within(1e-15));
        assertThat(domain.coordinate(1e-4)).isEqualTo(0);
        assertThat(domain.coordinate(1)).isEqualTo(LAST);
        assertThat(domain.size()).isEmpty();
    }

    @Test
    void logUniformSpansAllDoubles() {
        LogUniform domain = new LogUniform(1e-300, 1e300);
        assertThat(domain.at(0.5)).isCloseTo(1, within(1e-12));
    }

    @Test
    void wholeNumbersHaveEqualCells() {
        IntegerRange domain = new IntegerRange(3, 6);
        assertThat(List.of(domain.at(0), domain.at(0.2499), domain.at(0.25), domain.at(0.5), domain.at(LAST)))
                .containsExactly(3, 3, 4, 5, 6);
        assertThat(domain.coordinate(4)).isEqualTo(0.375);
        assertThat(domain.coordinate(4L)).isEqualTo(0.375);
        assertThat(domain.size()).hasValue(4);
    }

    @Test
    void optionsHaveEqualCells() {
        Choice domain = Choice.of("ce", Map.of("name", "cb", "beta", 0.9), 3, true);
        assertThat(List.of(domain.at(0), domain.at(0.3), domain.at(0.5), domain.at(LAST)))
                .containsExactly("ce", Map.of("name", "cb", "beta", 0.9), 3, true);
        assertThat(domain.coordinate(Map.of("beta", 0.9, "name", "cb"))).isEqualTo(0.375);
        assertThat(domain.size()).hasValue(4);
    }

    @Property(seed = "1", tries = 200)
    void coordinatesAreInverses(
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double coordinate,
            @ForAll @IntRange(min = -50, max = 50) int low,
            @ForAll @IntRange(min = 1, max = 60) int more) {
        Uniform uniform = new Uniform(low, low + more);
        assertThat(uniform.at(uniform.coordinate(uniform.at(coordinate))))
                .isCloseTo(uniform.at(coordinate), within(1e-12));
        LogUniform logarithmic = new LogUniform(Math.exp(low), Math.exp(low + more));
        assertThat(logarithmic.coordinate(logarithmic.at(coordinate))).isCloseTo(coordinate, within(1e-12));
        IntegerRange range = new IntegerRange(low, low + more);
        assertThat(range.at(range.coordinate(range.at(coordinate)))).isEqualTo(range.at(coordinate));
        Choice choice = new Choice(List.copyOf(Collections.<Object>singletonList(low)));
        assertThat(choice.at(coordinate)).isEqualTo(low);
    }

    @Property(seed = "1", tries = 200)
    void valuesGrowWithCoordinatesAndStayInside(
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double one,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double other) {
        LogUniform domain = new LogUniform(0.03, 7);
        assertThat(domain.at(Math.min(one, other))).isLessThanOrEqualTo(domain.at(Math.max(one, other)));
        assertThat(domain.at(one)).isBetween(0.03, 7.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesCoordinatesOutside(double coordinate) {
        for (Domain domain :
                List.of(new Uniform(0, 1), new LogUniform(1, 2), new IntegerRange(0, 1), Choice.of("a", "b"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> domain.at(coordinate))
                    .withMessage("a coordinate is " + coordinate + ", allowed is 0 to below 1");
        }
    }

    @Test
    void refusesValuesItDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Uniform(0, 1).coordinate(1.5))
                .withMessage("1.5 is no number from 0.0 to 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new LogUniform(1, 2).coordinate("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Uniform(0, 1).coordinate(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntegerRange(1, 3).coordinate(2.0))
                .withMessage("2.0 is no whole number from 1 to 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new IntegerRange(1, 3).coordinate(4L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of("a", "b").coordinate("c"))
                .withMessage("c is no option; allowed: [a, b]");
    }

    @Test
    void refusesEndsThatHoldNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Uniform(1, 1))
                .withMessage("uniform from 1.0 to 1.0: allowed are finite ends, the first smaller");
        assertThatIllegalArgumentException().isThrownBy(() -> new Uniform(0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Uniform(-Double.MAX_VALUE, Double.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Uniform(Double.NaN, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogUniform(0, 1))
                .withMessage("log-uniform from 0.0 to 1.0: allowed are finite ends above 0, the first smaller");
        assertThatIllegalArgumentException().isThrownBy(() -> new LogUniform(1, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new IntegerRange(2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntegerRange(-1, Integer.MAX_VALUE - 1))
                .withMessageContaining("at most 2147483647 numbers");
        assertThat(new IntegerRange(0, Integer.MAX_VALUE - 1).at(LAST)).isEqualTo(Integer.MAX_VALUE - 1);
    }

    @Test
    void refusesOptionsThatAreNoneOrEqualOrStrange() {
        assertThatIllegalArgumentException()
                .isThrownBy(Choice::of)
                .withMessage("choice of []: allowed is at least one option, and no two that are equal");
        assertThatIllegalArgumentException().isThrownBy(() -> Choice.of("a", 1, "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of("a", 1.5f))
                .withMessageContaining("java.lang.Float");
        assertThatIllegalArgumentException().isThrownBy(() -> new Choice(Arrays.asList("a", null)));
    }
}

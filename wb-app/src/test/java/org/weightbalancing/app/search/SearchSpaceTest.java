package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

    private static final Dimension LOSS = Dimension.of("loss", Choice.of("ce", "cb", "ldam"));
    private static final Dimension WEIGHTS =
            Dimension.of("weights", Choice.of("none", "effective")).when("loss", "cb", "ldam");
    private static final Dimension BETA =
            Dimension.of("beta", new Uniform(0, 1)).when("weights", "effective");
    private static final SearchSpace SPACE = SearchSpace.of(LOSS, WEIGHTS, BETA);

    @Test
    void dimensionsWithoutAConditionAlwaysMatter() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("rate", new LogUniform(0.01, 1)), Dimension.of("epochs", new IntegerRange(1, 4)));
        assertThat(space.at(List.of(0.5, 0.5)).values()).isEqualTo(Map.of("rate", 0.1, "epochs", 3));
        assertThat(space.active(List.of(0.5, 0.5))).containsExactly(true, true);
    }

    @Test
    void aDimensionMattersIfTheChoiceThatItDependsOnDoes() {
        assertThat(SPACE.at(List.of(0.5, 0.6, 0.25)).values().toString())
                .isEqualTo("{loss=cb, weights=effective, beta=0.25}");
        assertThat(SPACE.at(List.of(0.9, 0.6, 0.25)).values().toString())
                .isEqualTo("{loss=ldam, weights=effective, beta=0.25}");
        assertThat(SPACE.at(List.of(0.5, 0.1, 0.25)).values().toString()).isEqualTo("{loss=cb, weights=none}");
        assertThat(SPACE.at(List.of(0.1, 0.6, 0.25)).values().toString()).isEqualTo("{loss=ce}");
        assertThat(SPACE.active(List.of(0.5, 0.6, 0.25))).containsExactly(true, true, true);
        assertThat(SPACE.active(List.of(0.5, 0.1, 0.25))).containsExactly(true, true, false);
        assertThat(SPACE.active(List.of(0.1, 0.6, 0.25))).containsExactly(true, false, false);
    }

    @Test
    void spacesOfEqualDimensionsAreEqual() {
        assertThat(SPACE).isEqualTo(SearchSpace.of(LOSS, WEIGHTS, BETA)).isNotEqualTo(SearchSpace.of(LOSS, WEIGHTS));
        assertThat(SPACE.hashCode())
                .isEqualTo(SearchSpace.of(LOSS, WEIGHTS, BETA).hashCode());
    }

    @Test
    void refusesConditionsOnWhatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.of(LOSS, BETA))
                .withMessage("dimension beta depends on weights, which is no earlier choice of the space; earlier"
                        + " dimensions: [loss]");
        assertThatIllegalArgumentException().isThrownBy(() -> SearchSpace.of(WEIGHTS, LOSS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.of(
                        LOSS, Dimension.of("x", new Uniform(0, 1)).when("x", 0.5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.of(
                        Dimension.of("depth", new IntegerRange(1, 2)),
                        Dimension.of("x", new Uniform(0, 1)).when("depth", 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.of(
                        LOSS, Dimension.of("x", new Uniform(0, 1)).when("loss", "cd")))
                .withMessage(
                        "dimension x depends on option cd of loss, which it does not have; options: [ce, cb, ldam]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition("loss", List.of()))
                .withMessageContaining("loss");
    }

    @Test
    void refusesNoDimensionsAndNamesThatAreBlankOrDouble() {
        assertThatIllegalArgumentException().isThrownBy(SearchSpace::of).withMessageContaining("no dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.of(LOSS, LOSS))
                .withMessage("two dimensions of a search space are named loss");
        assertThatIllegalArgumentException().isThrownBy(() -> Dimension.of(" ", new Uniform(0, 1)));
    }

    @Test
    void refusesPointsOfOtherSpaces() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPACE.at(List.of(0.5)))
                .withMessage("a point has 1 coordinates, allowed is one for each of the 3 dimensions");
        assertThatIllegalArgumentException().isThrownBy(() -> SPACE.at(List.of(0.5, 1.5, 0.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> SPACE.getValue(new double[] {0.5, 0.5, Double.NaN}));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> SPACE.setIndices(0, 1, 2));
    }

    @Test
    void arbitersRandomSearchDrawsFromIt() {
        RandomSearchGenerator generator = new RandomSearchGenerator(SPACE);
        generator.setRngSeed(7);
        for (int i = 0; i < 20; i++) {
            Candidate<?> candidate = generator.getCandidate();
            assertThat(candidate.getException()).isNull();
            assertThat(candidate.getValue()).isEqualTo(SPACE.getValue(candidate.getFlatParameters()));
        }
        assertThat(SPACE.getNestedSpaces()).containsOnlyKeys("loss", "weights", "beta");
        assertThat(SPACE.isLeaf()).isFalse();
    }

    @Test
    void arbitersGridLearnsHowManyValuesThereAre() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("rate", new LogUniform(0.01, 1)),
                Dimension.of("depth", new IntegerRange(1, 2)),
                Dimension.of("width", new IntegerRange(1, 9)),
                Dimension.of("loss", Choice.of("a", "b", "c", "d")));
        GridSearchCandidateGenerator grid = new GridSearchCandidateGenerator(space, 3, Mode.Sequential, null);
        assertThat(grid.getTotalNumCandidates()).isEqualTo(3 * 2 * 3 * 4);
        List<String> values = IntStream.range(0, 72)
                .mapToObj(i -> grid.getCandidate().getValue().toString())
                .toList();
        assertThat(values.subList(0, 4))
                .containsExactly(
                        "Parameters[values={rate=0.01, depth=1, width=1, loss=a}]",
                        "Parameters[values={rate=0.1, depth=1, width=1, loss=a}]",
                        "Parameters[values={rate=1.0, depth=1, width=1, loss=a}]",
                        "Parameters[values={rate=0.01, depth=2, width=1, loss=a}]");
        assertThat(values.get(71)).isEqualTo("Parameters[values={rate=1.0, depth=2, width=9, loss=d}]");
        assertThat(values).doesNotHaveDuplicates();
    }
}

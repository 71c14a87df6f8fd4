package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class GridGeneratorTest {

    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("rate", new LogUniform(0.01, 1)),
            Dimension.of("depth", new IntegerRange(1, 2)),
            Dimension.of("loss", Choice.of("a", "b")));

    @Test
    void triesAllCellsTheFirstDimensionFastest() {
        GridGenerator generator = new GridGenerator(SPACE, 3, false, 0);
        assertThat(generator.total()).isEqualTo(12);
        assertThat(values(generator))
                .containsExactly(
                        "{rate=0.01, depth=1, loss=a}",
                        "{rate=0.1, depth=1, loss=a}",
                        "{rate=1.0, depth=1, loss=a}",
                        "{rate=0.01, depth=2, loss=a}",
                        "{rate=0.1, depth=2, loss=a}",
                        "{rate=1.0, depth=2, loss=a}",
                        "{rate=0.01, depth=1, loss=b}",
                        "{rate=0.1, depth=1, loss=b}",
                        "{rate=1.0, depth=1, loss=b}",
                        "{rate=0.01, depth=2, loss=b}",
                        "{rate=0.1, depth=2, loss=b}",
                        "{rate=1.0, depth=2, loss=b}");
    }

    @Test
    void aChoiceOfOneOptionKeepsItsPlace() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("a", Choice.of(1, 2)),
                Dimension.of("one", Choice.of("only")),
                Dimension.of("b", new Uniform(1, 2)).when("one", "only"));
        assertThat(values(new GridGenerator(space, 2, false, 0)))
                .containsExactly(
                        "{a=1, one=only, b=1.0}",
                        "{a=2, one=only, b=1.0}",
                        "{a=1, one=only, b=2.0}",
                        "{a=2, one=only, b=2.0}");
        // As Arbiter's grid asks for it.
        assertThat(space.getValue(new double[] {0, 1}).values()).hasToString("{a=1, one=only, b=2.0}");
    }

    @Test
    void endsAfterTheLastCell() {
        GridGenerator generator = new GridGenerator(SPACE, 3, false, 0);
        assertThat(Trials.run(generator, parameters -> 0, 1000)).hasSize(12);
        assertThat(generator.hasMoreCandidates()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(generator::getCandidate)
                .withMessage("all 12 cells of the grid have been proposed");
    }

    @Test
    void aShuffledGridHasTheSameCellsInTheOrderOfItsSeed() {
        List<String> plain = values(new GridGenerator(SPACE, 3, false, 5));
        List<String> shuffled = values(new GridGenerator(SPACE, 3, true, 5));
        assertThat(shuffled).containsExactlyInAnyOrderElementsOf(plain).isNotEqualTo(plain);
        assertThat(values(new GridGenerator(SPACE, 3, true, 5))).isEqualTo(shuffled);
        assertThat(values(new GridGenerator(SPACE, 3, true, 6))).isNotEqualTo(shuffled);
        GridGenerator reseeded = new GridGenerator(SPACE, 3, true, 6);
        reseeded.setRngSeed(5);
        assertThat(values(reseeded)).isEqualTo(shuffled);
    }

    @Test
    void cellsThatDifferOnlyWhereItDoesNotMatterCountOnce() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("beta-of", Choice.of("ce", "cb")),
                Dimension.of("beta", new Uniform(0, 1)).when("beta-of", "cb"));
        GridGenerator generator = new GridGenerator(space, 3, false, 0);
        assertThat(generator.total()).isEqualTo(4);
        assertThat(values(generator))
                .containsExactly(
                        "{beta-of=ce}", "{beta-of=cb, beta=0.0}", "{beta-of=cb, beta=0.5}", "{beta-of=cb, beta=1.0}");
        assertThat(values(new GridGenerator(space, 3, true, 1)))
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void refusesTooFewPointsAndTooManyCells() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridGenerator(SPACE, 1, false, 0))
                .withMessage("a grid has 1 points a dimension, allowed is 2 or more");
        Dimension[] many = new Dimension[64];
        Arrays.setAll(many, i -> Dimension.of("x" + i, new Uniform(0, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridGenerator(SearchSpace.of(many), 2, false, 0))
                .withMessageContaining("1.845e+19 cells, allowed is at most 1000000");
    }

    private static List<String> values(GridGenerator generator) {
        List<String> values = new ArrayList<>();
        while (generator.hasMoreCandidates()) {
            values.add(generator.getCandidate().getValue().values().toString());
        }
        return values;
    }
}

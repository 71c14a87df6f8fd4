package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.app.text.Printable;

final class TrialTableTest {

    static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("stages.s.loss", new Choice(List.of("plain", "weighted"))),
            Dimension.of("stages.s.decay", new LogUniform(1e-6, 1)),
            Dimension.of("stages.s.loss.beta", new Uniform(0, 1)).when("stages.s.loss", "weighted"));

    static TrialTable table(Goal goal, int trials) {
        return new TrialTable(
                new StudyDescription(SPACE, goal, "random", Map.of(), 0, Budget.trials(trials)), "accuracy");
    }

    /** A trial at a point, with a score and a calibration error; failed if the score is NaN. */
    static TrialRecord trial(int number, double score, double ece, Double... coordinates) {
        List<Double> point = List.of(coordinates);
        boolean failed = Double.isNaN(score);
        return new TrialRecord(
                number,
                Proposal.of(point, SPACE.at(point)),
                failed ? TrialStatus.FAILED : TrialStatus.COMPLETE,
                failed ? OptionalDouble.empty() : OptionalDouble.of(score),
                failed ? Map.of() : Map.of("ece", ece),
                new TreeMap<>(),
                failed ? Optional.of("broke, \"badly\"\n\tat line 2") : Optional.empty(),
                "here",
                SampleStudy.trials(1, 1).get(0).started(),
                1.25);
    }

    // 1e-6 to 1 has six decades: 0.5 is 1e-3.
    @Test
    void theBestStandFirstInColumns() {
        assertThat(table(Goal.maximise(), 3)
                        .lines(
                                List.of(
                                        trial(0, 0.5, 0.1, 0.1, 0.5, 0.5),
                                        trial(1, Double.NaN, 0, 0.9, 0.9, 0.9),
                                        trial(2, 0.625, 0.1, 0.9, 0.25, 0.75)),
                                5))
                .containsExactly(
                        "rank  trial  accuracy, %      loss     decay  beta  seconds",
                        "   1      2        62.50  weighted  3.162e-5  0.75      1.3",
                        "   2      0        50.00     plain     0.001     -      1.3");
    }

    @Test
    void moreThanAskedForAreLeftOut() {
        List<TrialRecord> trials = List.of(trial(0, 0.5, 0.1, 0.1, 0.5, 0.5), trial(1, 0.6, 0.1, 0.1, 0.5, 0.5));
        assertThat(table(Goal.maximise(), 3).lines(trials, 1))
                .hasSize(2)
                .last()
                .asString()
                .contains("60.00");
        assertThat(table(Goal.minimise(), 3).lines(trials, 1)).last().asString().contains("50.00");
        assertThat(table(Goal.maximise(), 3).lines(List.of(), 5)).isEmpty();
    }

    @Test
    void brokenConstraintsAreMarked() {
        Goal goal = new Goal(true, List.of(Constraint.atMost("ece", 0.05)));
        assertThat(table(goal, 3)
                        .lines(List.of(trial(0, 0.5, 0.04, 0.1, 0.5, 0.5), trial(1, 0.6, 0.1, 0.1, 0.5, 0.5)), 5))
                .satisfiesExactly(
                        header -> assertThat(header).contains("ece, %"),
                        first -> assertThat(first).contains("   50.00    4.00"),
                        second -> assertThat(second).contains("   60.00  !10.00"));
    }

    @Test
    void budgetsAreAColumnWhereThereAreAny() {
        TrialRecord plain = trial(0, 0.5, 0, 0.1, 0.5, 0.5);
        Proposal cut = new Proposal(
                plain.proposal().coordinates(), plain.proposal().parameters(), OptionalInt.of(3), OptionalInt.empty());
        List<String> lines = table(Goal.maximise(), 3).lines(List.of(plain, SampleStudy.complete(1, cut, 0.9)), 5);
        assertThat(lines.get(0)).contains("budget");
        assertThat(lines.get(1)).contains("   all  ");
        assertThat(lines.get(2)).contains("     3  ");
    }

    @Test
    void nothingCommandsTheTerminal() {
        SearchSpace hostile = SearchSpace.of(Dimension.of("a\u001b[2J", new Choice(List.of("b\nc\u001b[31m"))));
        TrialTable table = new TrialTable(
                new StudyDescription(hostile, Goal.maximise(), "random", Map.of(), 0, Budget.trials(1)), "accuracy");
        TrialRecord trial = SampleStudy.complete(
                0, Proposal.of(List.of(0.5), new Parameters(Map.of("a\u001b[2J", "b\nc\u001b[31m"))), 0.5);
        assertThat(table.lines(List.of(trial), 5)).hasSize(2).allMatch(Printable::is);
        assertThat(StudyText.summary(table, List.of(trial)).lines()).allMatch(Printable::is);
    }
}

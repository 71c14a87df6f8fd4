package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.GridGenerator;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.RandomGenerator;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyGenerator;
import org.weightbalancing.app.search.StudyResult;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

final class StudyEndTest {

    private static final SearchSpace SIX =
            SearchSpace.of(Dimension.of("x", new Choice(List.of("a", "b", "c", "d", "e", "f"))));

    private static TrialRecord trial(int number, TrialStatus status) {
        List<Double> point = List.of((number + 0.5) / 6);
        return SampleStudy.trial(
                number,
                Proposal.of(point, SIX.at(point)),
                status,
                status == TrialStatus.COMPLETE ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
                "");
    }

    private static List<TrialRecord> trials(TrialStatus... statuses) {
        return IntStream.range(0, statuses.length)
                .mapToObj(number -> trial(number, statuses[number]))
                .toList();
    }

    private static List<TrialRecord> six() {
        return IntStream.range(0, 6)
                .mapToObj(number -> trial(number, TrialStatus.COMPLETE))
                .toList();
    }

    private static StudyEnd end(List<TrialRecord> trials, int planned, boolean stopped, StudyGenerator generator) {
        trials.forEach(generator::begun);
        trials.stream().filter(trial -> trial.status().ended()).forEach(generator::ended);
        return new StudyEnd(
                new StudyPaths(Path.of("s")), planned, new StudyResult(trials, Goal.maximise(), stopped), generator);
    }

    private static StudyEnd unfinished(boolean stopped, TrialStatus... statuses) {
        return end(trials(statuses), 9, stopped, new RandomGenerator(SIX, 0));
    }

    @Test
    void timeThatIsOverIsNamed() {
        StudyEnd end = unfinished(false, TrialStatus.COMPLETE, TrialStatus.WAITING);
        assertThat(end.words(0))
                .isEqualTo(
                        "The study is not at its end: the time of this session is over (budget.minutes); 'wb search s"
                                + " --resume' goes on.");
        assertThat(end.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void timeThatIsOverIsNamedAlsoWhereOthersGoOn() {
        assertThat(unfinished(false, TrialStatus.COMPLETE, TrialStatus.RUNNING).words(0))
                .isEqualTo(
                        "The study is not at its end: the time of this session is over (budget.minutes), and trials of"
                                + " other processes have not ended; 'wb search s --resume' goes on.");
    }

    @Test
    void anInterruptIsNamed() {
        StudyEnd end = unfinished(true, TrialStatus.RUNNING);
        assertThat(end.words(0))
                .isEqualTo("The study is not at its end: it was interrupted, and trials of other processes have not"
                        + " ended; 'wb search s --resume' goes on.");
        assertThat(end.isDone()).isFalse();
        assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(unfinished(true, TrialStatus.COMPLETE).words(0)).contains("it was interrupted; 'wb");
    }

    @Test
    void aGridOfAsManyCellsAsTheBudgetIsNotToBeRaised() {
        StudyEnd end = end(six(), 6, false, new GridGenerator(SIX, 2, false, 0));
        assertThat(end.isDone()).isTrue();
        assertThat(end.words(0)).isEqualTo("The generator has no more to propose than these 6 trials.");
        assertThat(end.words(6))
                .isEqualTo("Nothing was left to run. The generator has no more to propose than these 6 trials.");
        assertThat(end.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aLargerBudgetRunsMoreWhereThereIsMore() {
        assertThat(end(six(), 6, false, new RandomGenerator(SIX, 0)).words(0))
                .isEqualTo("The study is at its end; with a larger budget.trials in s/search.yaml, 'wb search s"
                        + " --resume' runs more.");
    }

    @Test
    void aStudyWithoutAWinnerHasFoundNothing() {
        assertThat(end(trials(TrialStatus.FAILED), 1, false, new RandomGenerator(SIX, 0))
                        .exitCode())
                .isEqualTo(ExitCode.NOTHING_FOUND);
    }
}

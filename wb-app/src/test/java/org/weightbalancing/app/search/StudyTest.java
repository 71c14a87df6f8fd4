package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies on threads of this JVM. */
@Timeout(600)
final class StudyTest {

    @TempDir
    private Path folder;

    private Study study(int trials) {
        return SmallStudy.in(folder, trials);
    }

    @Test
    void theTrialsAskedAreTheTrialsRun() {
        AtomicInteger calls = new AtomicInteger();
        StudyResult result = study(7).run(trial -> {
            calls.incrementAndGet();
            return SmallStudy.x(trial);
        });
        assertThat(calls).hasValue(7);
        assertThat(result.trials()).extracting(TrialRecord::number).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 7));
        assertThat(result.stopped()).isFalse();
        TrialRecord best = result.best().orElseThrow();
        assertThat(result.trials())
                .allMatch(trial -> trial.score().orElseThrow() >= best.score().orElseThrow());
        assertThat(best.score()).hasValue(best.proposal().parameters().number("x"));
    }

    @Test
    void moreThreadsThanTrialsRunNoMoreTrials() {
        AtomicInteger calls = new AtomicInteger();
        StudyResult result = study(3).parallel(8).run(trial -> calls.incrementAndGet());
        assertThat(calls).hasValue(3);
        assertThat(result.trials()).hasSize(3);
    }

    @Test
    void asManyRunAtOnceAsAsked() {
        CountDownLatch met = new CountDownLatch(3);
        StudyResult result = study(3).parallel(3).run(trial -> {
            met.countDown();
            met.await();
            return 0;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 3));
    }

    @Test
    void aSpentStudyRunsNothingMoreAndALargerBudgetTheRest() {
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
        Objective objective = trial -> {
            numbers.add(trial.number());
            return SmallStudy.x(trial);
        };
        study(3).run(objective);
        StudyResult again = study(3).run(objective);
        assertThat(again.trials()).hasSize(3);
        study(5).run(objective);
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whatATrialTellsIsInItsRecord() {
        StudyResult result = study(1).run(trial -> {
            trial.report(1, 0.5);
            trial.report(4, Double.NaN);
            trial.measure("ece", 0.25);
            trial.measure("ece", 0.125);
            return 2;
        });
        TrialRecord only = result.trials().get(0);
        assertThat(only.curve()).isEqualTo(Map.of(1, 0.5, 4, Double.NaN));
        assertThat(only.measures()).isEqualTo(Map.of("ece", 0.125));
        assertThat(only.score()).hasValue(2);
        assertThat(only.reason()).isEmpty();
    }

    @Test
    void aListenerHearsTheEndAndOneThatThrowsIsLeftOut() {
        List<List<TrialRecord>> heard = new ArrayList<>();
        StudyResult result = study(3).listener(heard::add).run(trial -> 1);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(result.trials());

        AtomicInteger calls = new AtomicInteger();
        StudyResult more = study(30)
                .listener(trials -> {
                    calls.incrementAndGet();
                    throw new AssertionError("a listener");
                })
                .run(trial -> 1);
        assertThat(more.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 30));
        assertThat(calls).hasValue(1);
    }

    @Test
    void theTimeOfASessionEndsBeginningsOnly() {
        AtomicLong clock = new AtomicLong();
        Duration within = Duration.ofSeconds(1);
        Objective passing = trial -> {
            clock.addAndGet(within.toNanos() + 1);
            return 1;
        };
        StudyResult result = study(100)
                .budget(Budget.trials(100).within(within))
                .session(new ObjectiveTrials(passing), new Ending(() -> false, Optional.empty(), clock::get))
                .run();
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 1));
        assertThat(result.stopped()).isFalse();
    }

    @Test
    void aPromotionFindsTheFolderOfItsParent() {
        AshaGenerator generator = new AshaGenerator(SmallStudy.SPACE, Goal.minimise(), 1, 1, 2, 2);
        List<Path> parents = new ArrayList<>();
        study(3).generator(generator).run(trial -> {
            trial.parentFolder().ifPresent(parents::add);
            assertThat(trial.folder()).isDirectory();
            return trial.budget().orElseThrow() + SmallStudy.x(trial);
        });
        assertThat(parents).hasSize(1);
        assertThat(parents.get(0))
                .isDirectory()
                .isEqualTo(folder.resolve("trials/000000/turn-1").toAbsolutePath());
    }

    @Test
    void theSeedOfAStudyIsThatOfItsGenerator() {
        StudyResult result = study(2).seed(11).run(trial -> SmallStudy.x(trial));
        assertThat(result.trials().get(1).proposal()).isEqualTo(new RandomGenerator(SmallStudy.SPACE, 11).propose(1));
        assertThat(StudyFolder.open(folder).description().seed()).isEqualTo(11);
        assertThat(StudyFolder.open(folder).description().generator()).isEqualTo("random");
    }

    @Test
    void aStudyWithoutItsPartsIsRefused() {
        assertThatThrownBy(() -> Study.in(folder).run(trial -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the study in " + folder + " has no generator");
        assertThatThrownBy(() -> Study.in(folder)
                        .generator(new RandomGenerator(SmallStudy.SPACE, 0))
                        .run(trial -> 1))
                .hasMessage("the study in " + folder + " has no goal");
        assertThatThrownBy(() -> study(1).parallel(0)).hasMessage("parallel trials are 0, allowed is 1 or more");
        assertThatThrownBy(() -> Budget.trials(0)).hasMessage("trials of a budget are 0, allowed is 1 or more");
        assertThatThrownBy(() -> Budget.trials(1).within(Duration.ZERO))
                .hasMessage("time of a study is PT0S, allowed is more than nothing");
    }

    @Test
    void aStudyNotesTheSeedOfAGeneratorThatKeepsItsOwn() {
        study(1).run(trial -> 1);
        assertThat(StudyFolder.open(folder).description().seed()).isEqualTo(5);
        assertThatThrownBy(() -> study(1).generator(new RandomGenerator(SmallStudy.SPACE, 6))
                        .run(trial -> 1))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("seed: 6 here and 5 there");
    }

    @Test
    void aSpaceOrGoalThatIsNotTheGeneratorsIsRefused() {
        SearchSpace other = SearchSpace.of(Dimension.of("x", new Uniform(0, 2)));
        assertThatThrownBy(() -> study(1).space(other).run(trial -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the study in " + folder + " has another space than its generator, here and there: "
                        + "space: dimension \"x\" is uniform 0.0 to 2.0 here and uniform 0.0 to 1.0 there");
        StudyGenerator tpe = new TpeGenerator(SmallStudy.SPACE, Goal.maximise(), 0, TpeSettings.defaults());
        assertThatThrownBy(() -> study(1).generator(tpe).run(trial -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the study in " + folder + " has another goal than its generator: ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aGeneratorThatHasServedAnotherStudyBeginsAgain() {
        RandomGenerator generator = new RandomGenerator(SmallStudy.SPACE, 5);
        Study.in(folder.resolve("other"))
                .generator(generator)
                .goal(Goal.minimise())
                .budget(Budget.trials(3))
                .run(trial -> 1);
        StudyResult result = study(2).generator(generator).run(trial -> 1);
        assertThat(result.trials().get(0).proposal()).isEqualTo(new RandomGenerator(SmallStudy.SPACE, 5).propose(0));
    }
}

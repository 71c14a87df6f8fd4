package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in a study counts, and the rest goes on. */
@Timeout(600)
final class StudyFailuresTest {

    @TempDir
    private Path folder;

    private Study study(int trials) {
        return SmallStudy.in(folder, trials);
    }

    @Test
    void whateverATrialThrowsCountsAndIsNoEndOfTheStudy() {
        StudyResult result = study(5).run(trial -> switch (trial.number()) {
            case 0 -> throw new IllegalStateException("the first");
            case 1 -> throw new OutOfMemoryError("the second");
            case 2 -> endless(0);
            case 3 -> throw new InterruptedException("nobody did");
            default -> 1;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 4, TrialStatus.COMPLETE, 1));
        assertThat(result.failures()).extracting(TrialRecord::number).containsExactly(0, 1, 2, 3);
        assertThat(SmallStudy.reason(result, 0))
                .startsWith("java.lang.IllegalStateException: the first\n\tat org.weight");
        assertThat(SmallStudy.reason(result, 1)).startsWith("java.lang.OutOfMemoryError: the second\n");
        assertThat(SmallStudy.reason(result, 2)).startsWith("java.lang.StackOverflowError\n");
        assertThat(SmallStudy.reason(result, 3)).startsWith("java.lang.InterruptedException: nobody did\n");
    }

    private static double endless(double depth) {
        return depth < 0 ? 0 : endless(depth + 1) + 1;
    }

    @Test
    void aScoreThatIsNoFiniteNumberIsAFailure() {
        StudyResult result = study(4).run(trial -> switch (trial.number()) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> Double.POSITIVE_INFINITY;
            default -> 7;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 3, TrialStatus.COMPLETE, 1));
        assertThat(SmallStudy.reason(result, 0)).isEqualTo("the score is NaN; it must be a finite number");
        assertThat(SmallStudy.reason(result, 1)).isEqualTo("the score is -Infinity; it must be a finite number");
        assertThat(result.best().orElseThrow().number()).isEqualTo(3);
    }

    @Test
    void aPrunedTrialHasTheLastValueItReported() {
        Pruner pruner = (goal, curve, others) ->
                curve.lastKey() == 2 && !others.isEmpty() ? Optional.of("two of " + others.size()) : Optional.empty();
        StudyResult result = study(2).pruner(pruner).run(trial -> {
            trial.report(1, 10);
            trial.report(2, 20 + trial.number());
            trial.report(3, 30);
            return 40;
        });
        assertThat(result.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.COMPLETE, TrialStatus.PRUNED);
        assertThat(result.trials().get(1).score()).hasValue(21);
        assertThat(result.trials().get(1).curve()).isEqualTo(Map.of(1, 10.0, 2, 21.0));
        assertThat(result.trials().get(1).reason()).hasValue("two of 1");
    }

    @Test
    void aPruningThatWasWrappedOnItsWayIsOne() {
        Pruner always = (goal, curve, others) -> Optional.of("no use");
        StudyResult result = study(1).pruner(always).run(trial -> {
            try {
                trial.report(1, 10);
            } catch (RuntimeException e) {
                throw new IllegalStateException("in the trainer", e);
            }
            return 1;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.PRUNED, 1));
    }

    @Test
    void aGeneratorThatThrowsEndsTheStudyAndTheJournalIsWhole() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        FakeGenerator generator = new FakeGenerator(SmallStudy.SPACE) {
            @Override
            Proposal propose(int number) {
                if (number == 2) {
                    throw new IllegalStateException("no third point");
                }
                return super.propose(number);
            }
        };
        assertThatThrownBy(() -> study(5).generator(generator).parallel(2).run(trial -> {
                    if (trial.number() == 0) {
                        first.await();
                    }
                    return 1;
                }))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "the study in " + folder + " cannot go on: java.lang.IllegalStateException: no third point");
        List<TrialRecord> kept = StudyFolder.open(folder).trials();
        assertThat(kept).extracting(TrialRecord::status).containsExactly(TrialStatus.WAITING, TrialStatus.COMPLETE);
        StudyResult rest =
                study(3).generator(new FakeGenerator(SmallStudy.SPACE)).run(trial -> 1);
        assertThat(rest.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 3));
    }

    @Test
    void anExecutorThatThrowsEndsTheStudyAndItsTrialIsRunAgain() {
        TrialExecutor broken = (claim, trial) -> {
            throw new StudyException("journal.jsonl cannot be written: no space left on device");
        };
        assertThatThrownBy(() -> study(2).run(broken))
                .isInstanceOf(StudyException.class)
                .hasMessage("the study in " + folder + " cannot go on: trial 0 could not be run or noted: "
                        + "journal.jsonl cannot be written: no space left on device");
        assertThat(study(2).run(trial -> 1).counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 2));
    }

    @Test
    void whenOneOfTwoThrowsTheOtherIsGivenBackToo() {
        CountDownLatch both = new CountDownLatch(2);
        TrialExecutor broken = (claim, trial) -> {
            both.countDown();
            both.await();
            throw new IllegalStateException("executor of trial " + trial.number());
        };
        assertThatThrownBy(() -> study(2).parallel(2).run(broken)).isInstanceOf(StudyException.class);
        assertThat(study(2).run(trial -> 1).counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 2));
    }

    @Test
    void anExecutorThatForgetsToEndItsTrialMakesItFail() {
        StudyResult result = study(2).run((TrialExecutor) (claim, trial) -> claim.started());
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 2));
        assertThat(SmallStudy.reason(result, 1)).isEqualTo("its executor returned before the trial had ended");
    }

    @Test
    void aValueThatCannotBeWrittenIsNoFaultOfTheTrial() {
        TrialExecutor full = (claim, trial) -> {
            Trial.Notes notes = curve -> {
                throw new StudyException("journal.jsonl cannot be written: no space left on device");
            };
            Trial unwritable = new Trial(0, claim.proposal(), trial.folder(), Optional.empty(), notes);
            new ObjectiveTrials(running -> {
                        try {
                            running.report(1, 2);
                        } catch (RuntimeException e) {
                            return 5;
                        }
                        return 6;
                    })
                    .run(claim, unwritable);
        };
        assertThatThrownBy(() -> study(1).run(full))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("no space left on device");
        assertThat(StudyFolder.open(folder).trials().get(0).status()).isEqualTo(TrialStatus.WAITING);
    }

    @Test
    void aCandidateThatIsNoneIsAFailedTrial() {
        StudyGenerator broken = new ArbiterGenerator(new RandomSearchGenerator(SmallStudy.SPACE) {
            @Override
            public Candidate<?> getCandidate() {
                return new Candidate<>(SmallStudy.SPACE.at(List.of(0.5)), 0, new double[] {Double.NaN});
            }
        });
        StudyResult result = study(2).generator(broken).run(trial -> 1);
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 2));
        assertThat(SmallStudy.reason(result, 1)).contains("a coordinate is NaN");
    }

    @Test
    void aTrialIsGivenBackAlsoIfItsClaimCannotBeRead() throws IOException {
        StudyFolder study = StudyFolder.create(folder, Studies.DESCRIPTION);
        Claim claim = study.claim(0, Studies.proposal(0.5)).orElseThrow();
        Files.writeString(claim.folder().resolve(TrialFolders.CLAIM), "{");
        assertThatThrownBy(() -> StudyLoop.release(claim, new IllegalStateException("no more memory")))
                .isInstanceOf(StudyException.class)
                .hasMessage("trial 0 could not be run or noted: java.lang.IllegalStateException: no more memory")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement(InstanceOfAssertFactories.THROWABLE)
                        .hasMessageContaining("claim.json is not JSON"));
        TrialFolders folders = Studies.folders(folder);
        assertThat(folders.folder(0)).doesNotExist();
        assertThat(folders.lost(0, 1).resolve(TrialFolders.JOURNAL)).content().contains("\"event\":\"released\"");
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signs of life of trials. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PulseTest {

    private boolean works;

    @TempDir
    private Path folder;

    @Test
    void onlySeveralMissedSignsInARowAreAFailure() {
        Pulse pulse = new Pulse(12, () -> {
            if (!works) {
                throw new StudyException("alive cannot be written: no space left on device");
            }
        });
        miss(pulse, 5);
        works = true;
        pulse.beat();
        works = false;
        miss(pulse, 5);
        assertThatThrownBy(pulse::beat)
                .isInstanceOf(StudyException.class)
                .hasMessage("trial 12 cannot say that it runs: alive cannot be written: no space left on device");
    }

    private static void miss(Pulse pulse, int times) {
        for (int i = 0; i < times; i++) {
            pulse.beat();
        }
    }

    @Test
    void aTrialThatWasTakenOverIsToldToStop() throws InterruptedException {
        StudyFolder study = StudyFolder.create(folder, Studies.DESCRIPTION);
        Claim claim = study.claim(0, Studies.proposal(0.5)).orElseThrow();
        TrialNotes notes = new TrialNotes(claim, Goal.maximise(), Optional.empty(), study::trials);
        CountDownLatch running = new CountDownLatch(1);
        RunningTrial run = new RunningTrial(
                claim,
                TrialSource.trial(study, claim, notes),
                new ObjectiveTrials(trial -> {
                    running.countDown();
                    Thread.sleep(600_000);
                    return 1;
                }),
                () -> {},
                System::nanoTime);
        Thread thread = new Thread(run);
        thread.setDaemon(true);
        thread.start();
        running.await();
        run.beat();
        assertThat(run.isCut()).isFalse();
        TrialFolders.moved(claim.folder(), folder.resolve("trials/000000.lost-1"));
        run.beat();
        assertThat(run.isCut()).isTrue();
        thread.join();
        assertThat(run.isOverTime()).isFalse();
        claim.close();
    }
}

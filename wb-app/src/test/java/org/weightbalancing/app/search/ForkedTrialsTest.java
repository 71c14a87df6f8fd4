package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trials in processes of their own. */
@Timeout(600)
final class ForkedTrialsTest {

    // Like a process that takes a trial over and is gone.
    private static final String MOVED = "mv \"$0\" \"$0.lost-1\" && exec \"$@\"";

    private static final SearchSpace SPACE = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));

    @TempDir
    private Path folder;

    @BeforeEach
    void needAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    }

    private Study study(Budget budget) {
        return Study.in(folder)
                .generator(new FakeGenerator(SPACE))
                .goal(Goal.maximise())
                .budget(budget);
    }

    private static ForkedTrials shell(String command) {
        return new ForkedTrials(claim -> new ProcessBuilder("/bin/sh", "-c", command));
    }

    private static String reason(StudyResult result, int number) {
        return result.trials().get(number).reason().orElseThrow();
    }

    @Test
    void aProcessEndsItsTrialInTheJournal() throws IOException {
        StudyResult result = study(Budget.trials(4))
                .parallel(2)
                .run(new ForkedTrials(claim -> Children.of(TrialChild.class, folder, claim.number())));
        List<TrialRecord> trials = result.trials();
        assertThat(trials)
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.COMPLETE, TrialStatus.FAILED, TrialStatus.PRUNED, TrialStatus.FAILED);
        assertThat(trials.get(0).score()).hasValue(10.5);
        assertThat(trials.get(0).curve()).isEqualTo(Map.of(1, 0.25));
        assertThat(trials.get(0).measures()).isEqualTo(Map.of("number", 0.0));
        assertThat(reason(result, 1)).startsWith("java.io.IOException: no data\n\tat org.weight");
        assertThat(trials.get(2).score()).hasValue(0.75);
        assertThat(reason(result, 2)).startsWith("after 5 steps, beside ");
        assertThat(reason(result, 3))
                .startsWith("its process ended with exit code 4 and no result; the end of ")
                .endsWith("x\nI leave")
                .hasSizeLessThan(10_000);
        assertThat(Files.size(folder.resolve("trials/000003/output.log"))).isGreaterThan(3_000_000);
    }

    @Test
    void theLastLinesOfAProcessAreTheReason() {
        StudyResult result = study(Budget.trials(2))
                .run(shell("for i in 1 2 3 4 5 6 7 8 9 0; do echo a$i; echo b$i; echo c$i; done; exit 7"));
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 2));
        assertThat(reason(result, 1).lines())
                .hasSize(21)
                .startsWith(
                        "its process ended with exit code 7 and no result; the end of "
                                + folder.toAbsolutePath().resolve("trials/000001/output.log") + ":",
                        "b4")
                .endsWith("b0", "c0");
    }

    @Test
    void aProcessThatCannotBeStartedIsAFailure() {
        StudyResult result = study(Budget.trials(2))
                .run(new ForkedTrials(
                        claim -> new ProcessBuilder(folder.resolve("absent").toString())));
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 2));
        assertThat(reason(result, 0))
                .startsWith("its process could not be started: ")
                .contains("absent");
    }

    @Test
    void aProcessIsKilledAtItsLimitWithAllThatItHasStarted() throws IOException, InterruptedException {
        Path pids = folder.resolve("pids");
        String started = folder.resolve("started").toString();
        ForkedTrials trials = shell("trap '' TERM INT; sleep 600 & echo $! > " + started + "; echo $$ >> " + started
                + "; mv " + started + " " + pids + "; wait; wait");
        Duration limit = Duration.ofSeconds(3);
        // The time passes once both processes run.
        LongSupplier nanoTime = () -> Files.exists(pids) ? limit.toNanos() + 1 : 0;
        StudyResult result = study(Budget.trials(1).perTrial(limit))
                .session(trials, new Ending(() -> false, Optional.empty(), nanoTime))
                .run();
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.TIMED_OUT, 1));
        List<String> processes = Files.readAllLines(pids);
        assertThat(processes).hasSize(2);
        while (processes.stream().anyMatch(ForkedTrialsTest::lives)) {
            Thread.sleep(5);
        }
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    @Test
    void aStoppedStudyKillsItsProcessesAndGivesTheirTrialsBack() throws IOException, InterruptedException {
        Path pid = folder.resolve("pid");
        Thread caller = new Thread(() -> study(Budget.trials(1))
                .run(shell("echo $$ > " + pid + ".part; mv " + pid + ".part " + pid + "; exec sleep 600")));
        caller.start();
        await(pid);
        caller.interrupt();
        caller.join();
        assertThat(lives(Files.readString(pid).strip())).isFalse();
        assertThat(StudyFolder.open(folder).trials().get(0).status()).isEqualTo(TrialStatus.WAITING);
        assertThat(study(Budget.trials(1)).run(trial -> 2).best().orElseThrow().score())
                .hasValue(2);
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(2);
        }
    }

    @Test
    void outputThatCannotBeReadIsNoReasonNotToFail() {
        StudyResult result = study(Budget.trials(1)).run(shell("rm " + folder + "/trials/000000/output.log; exit 5"));
        assertThat(reason(result, 0))
                .startsWith("its process ended with exit code 5 and no result; ")
                .contains("output.log cannot be read: ");
    }

    @Test
    void aProcessThatCouldNotWriteTheJournalHasNotFailed() {
        assertThatThrownBy(() -> study(Budget.trials(1)).run(shell("echo no space left; exit 74")))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(
                        "trial 0 could not be run or noted: its process could not read or write the study")
                .hasMessageEndingWith("no space left");
        assertThat(StudyFolder.open(folder).trials().get(0).status()).isEqualTo(TrialStatus.WAITING);
        assertThat(study(Budget.trials(1)).run(trial -> 2).counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 1));
    }

    @Test
    void aTrialThatIsTakenOverWhileItsProcessStartsIsBegunAgain() {
        AtomicInteger begun = new AtomicInteger();
        Path trial = folder.toAbsolutePath().resolve("trials/000000");
        StudyResult result = study(Budget.trials(1)).run(new ForkedTrials(claim -> {
            ProcessBuilder process = Children.of(TrialChild.class, folder, claim.number());
            if (begun.incrementAndGet() == 1) {
                process.command().addAll(0, List.of("/bin/sh", "-c", MOVED, trial.toString()));
            }
            return process;
        }));
        assertThat(begun).hasValue(2);
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 1));
        assertThat(result.trials().get(0).score()).hasValue(10.5);
        assertThat(folder.resolve("trials/000000.lost-1")).exists();
    }

    @Test
    void aStopThatIsHeardAfterAProcessWasKilledGivesItsTrialBack() {
        Thread caller = Thread.currentThread();
        ForkedTrials killed = new ForkedTrials(claim -> new ProcessBuilder("/bin/sh", "-c", "kill -TERM $$"), time -> {
            assertThat(time).isEqualTo(Duration.ofSeconds(2));
            caller.interrupt();
            Thread.sleep(600_000);
        });
        StudyResult result = study(Budget.trials(1)).run(killed);
        assertThat(result.stopped()).isTrue();
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.WAITING, 1));
        assertThat(folder.resolve("trials/000000")).as("it was given back").doesNotExist();
    }

    @Test
    void aProcessThatIsKilledAloneHasFailed() {
        List<Duration> pauses = new CopyOnWriteArrayList<>();
        StudyResult result = study(Budget.trials(2))
                .run(new ForkedTrials(
                        claim ->
                                new ProcessBuilder("/bin/sh", "-c", claim.number() == 0 ? "kill -TERM $$" : "exit 127"),
                        pauses::add));
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 2));
        assertThat(reason(result, 0)).startsWith("its process ended with exit code 143 and no result; the end of ");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aTrialOfAnotherProcessIsRefused() {
        study(Budget.trials(1)).run(trial -> 1);
        assertThatThrownBy(() -> ForkedTrial.run(folder, 7, trial -> 1, Pruner.none()))
                .isInstanceOf(StudyException.class);
        assertThatThrownBy(() -> ForkedTrial.run(folder.resolve("none"), 0, trial -> 1, Pruner.none()))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("is no study");
    }
}

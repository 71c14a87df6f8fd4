package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads on one study: no trial is run twice, and none is lost. */
final class StudyThreadsTest {

    private static final int MINUTES = 10;

    private static final int THREADS = 4;

    @TempDir
    private Path folder;

    private Path study;

    @BeforeEach
    void create() {
        study = folder.resolve("study");
        StudyFolder.create(study, Studies.DESCRIPTION);
    }

    @Test
    void threadsThatClaimTheSameNumberAtOnceAgreeOnOne() throws Exception {
        ConcurrentLinkedQueue<Integer> won = new ConcurrentLinkedQueue<>();
        int rounds = 25;
        together(side -> {
            for (int number = 0; number < rounds; number++) {
                side.folder().trials();
                side.barrier().await(MINUTES, TimeUnit.MINUTES);
                side.folder()
                        .claim(number, Studies.proposal(0.5))
                        .map(Claim::number)
                        .ifPresent(won::add);
                side.barrier().await(MINUTES, TimeUnit.MINUTES);
            }
            return true;
        });
        assertThat(won)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, rounds).boxed().toList());
        assertThat(study.resolve("trials")).isDirectoryNotContaining("glob:**/.claim-*");
    }

    @Test
    void threadsThatFindTheSameDeadTrialAtOnceAgreeOnOne() throws Exception {
        ConcurrentLinkedQueue<Integer> won = new ConcurrentLinkedQueue<>();
        int rounds = 25;
        for (int number = 0; number < rounds; number++) {
            Studies.claimAs(study, number, Studies.dead(), "");
        }
        together(side -> {
            side.barrier().await(MINUTES, TimeUnit.MINUTES);
            for (int i = 0; i < rounds; i++) {
                side.folder().recover(Studies.STALE, 3).map(Claim::number).ifPresent(won::add);
            }
            return true;
        });
        assertThat(won)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, rounds).boxed().toList());
        assertThat(study.resolve("trials")).isDirectoryNotContaining("glob:**.lost-2");
    }

    @Test
    void ofDifferentStudiesCreatedAtOnceInOneFolderOneIsThere() throws Exception {
        ConcurrentLinkedQueue<Long> created = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
        int rounds = 20;
        together(side -> {
            for (int round = 0; round < rounds; round++) {
                StudyDescription mine = new StudyDescription(
                        Studies.SPACE,
                        Goal.maximise(),
                        "random",
                        Map.of(),
                        Thread.currentThread().getId(),
                        Budget.trials(1));
                side.barrier().await(MINUTES, TimeUnit.MINUTES);
                try {
                    created.add(StudyFolder.create(folder.resolve("race-" + round), mine)
                            .description()
                            .seed());
                } catch (StudyException e) {
                    refused.add(e.getMessage());
                }
            }
            return true;
        });
        assertThat(created).hasSize(rounds);
        assertThat(refused).hasSize((THREADS - 1) * rounds).allSatisfy(message -> assertThat(message)
                .contains("has another study in it: seed: "));
    }

    private record Side(StudyFolder folder, CyclicBarrier barrier) {}

    private interface Work {
        boolean on(Side side) throws Exception;
    }

    private void together(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier barrier = new CyclicBarrier(THREADS);
            List<Callable<Boolean>> sides = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Side side = new Side(StudyFolder.open(study), barrier);
                sides.add(() -> work.on(side));
            }
            for (Future<Boolean> side : threads.invokeAll(sides, MINUTES, TimeUnit.MINUTES)) {
                assertThat(side.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

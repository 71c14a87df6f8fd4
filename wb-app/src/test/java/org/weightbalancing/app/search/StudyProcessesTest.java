package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one study, some of them killed: no trial is run twice, and none is lost. */
final class StudyProcessesTest {

    private static final int MINUTES = 10;

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    private Path study;

    @BeforeEach
    void create() {
        study = folder.resolve("study");
        StudyFolder.create(study, Studies.DESCRIPTION);
    }

    @AfterEach
    void killAll() {
        processes.forEach(Process::destroyForcibly);
    }

    private Path start(String task, int trials) throws IOException {
        Path out = folder.resolve("out-" + processes.size());
        processes.add(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StudyChild.class.getName(),
                        study.toString(),
                        task,
                        Integer.toString(trials))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start());
        return out;
    }

    /** Lets the processes work once all of them are ready. */
    private void go(Path... outs) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        for (Path out : outs) {
            while (!Files.readString(out).contains(StudyChild.READY) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        Files.createFile(folder.resolve(StudyChild.GO));
    }

    private static List<Integer> ended(Path out) throws IOException {
        String text = Files.readString(out, StandardCharsets.UTF_8);
        // A process that was killed may have printed half of a number.
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();
    }

    private void requireEnd(Path... outs) throws IOException, InterruptedException {
        for (int i = 0; i < processes.size(); i++) {
            assertThat(processes.get(i).waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("ends")
                    .isTrue();
            assertThat(processes.get(i).exitValue())
                    .as(Files.readString(outs[i]))
                    .isZero();
        }
    }

    private static void requireWhole(TrialRecord trial) {
        assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETE);
        assertThat(trial.score()).hasValue(trial.number());
        assertThat(trial.measures()).isEqualTo(Map.of(StudyChild.MEASURE, 0.1 * trial.number()));
        assertThat(trial.curve())
                .isEqualTo(IntStream.rangeClosed(1, StudyChild.STEPS)
                        .boxed()
                        .collect(Collectors.toMap(step -> step, step -> StudyChild.value(trial.number(), step))));
    }

    @Test
    void processesOnOneStudyRunEveryTrialOnce() throws IOException, InterruptedException {
        Path first = start("claim", 60);
        Path second = start("claim", 60);
        go(first, second);
        requireEnd(first, second);
        List<Integer> all = new ArrayList<>(ended(first));
        all.addAll(ended(second));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
        List<TrialRecord> trials = StudyFolder.open(study).trials();
        assertThat(trials).hasSize(60).allSatisfy(StudyProcessesTest::requireWhole);
        assertThat(study.resolve("trials")).isDirectoryNotContaining("glob:**.lost-*");
    }

    @Test
    void processesThatFindTheSameDeadTrialsBeginEachAgainOnce() throws IOException, InterruptedException {
        for (int i = 0; i < 40; i++) {
            Studies.claimAs(study, i, Studies.dead(), "");
        }
        Path first = start("recover", 40);
        Path second = start("recover", 40);
        go(first, second);
        requireEnd(first, second);
        List<Integer> all = new ArrayList<>(ended(first));
        all.addAll(ended(second));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).boxed().toList());
        assertThat(StudyFolder.open(study).trials()).hasSize(40).allSatisfy(StudyProcessesTest::requireWhole);
        assertThat(study.resolve("trials")).isDirectoryNotContaining("glob:**.lost-2");
    }

    /** More often on demand: -Dwb.kills=100. */
    @Test
    void whatAKilledProcessHasEndedSurvivesWhole() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        List<Integer> ended = new ArrayList<>();
        int rounds = Integer.getInteger("wb.kills", 4);
        go();
        for (int round = 0; round < rounds; round++) {
            Path out = start("killed", 0);
            Process process = processes.get(round);
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
            int wanted = 1 + random.nextInt(10);
            while (ended(out).size() < wanted && process.isAlive() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
            process.destroyForcibly();
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            ended.addAll(ended(out));

            List<TrialRecord> trials = StudyFolder.open(study).trials();
            assertThat(ended).doesNotHaveDuplicates().allSatisfy(number -> requireWhole(trials.get(number)));
            assertThat(trials.stream().filter(trial -> !trial.status().ended()))
                    .as("at most the trial that was running")
                    .hasSizeLessThanOrEqualTo(1);
        }
        StudyFolder last = StudyFolder.open(study);
        last.recover(Studies.STALE, 1000).ifPresent(claim -> Studies.complete(claim, 0));
        assertThat(last.recover(Studies.STALE, 1000)).isEmpty();
        assertThat(last.trials()).allMatch(trial -> trial.status().ended());
    }

    @Test
    void startedProcessWritesTheJournalOfItsParent() throws IOException, InterruptedException {
        StudyFolder here = StudyFolder.open(study);
        Claim claim = here.claim(0, Studies.proposal(0.5)).orElseThrow();
        go();
        requireEnd(start("continue", 0));
        assertThat(claim.hasEnded()).isTrue();
        requireWhole(here.trials().get(0));
    }

    @Test
    void lineForWhichThereIsNoRoomLeavesNoPartOfIt() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        go();
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "export LC_ALL=C; ulimit -f 8; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StudyChild.class.getName(),
                        study.toString(),
                        "fill",
                        "1")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        processes.add(process);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        Path journal = study.resolve("trials/000000/journal.jsonl");
        assertThat(Files.readString(out)).contains(journal + " cannot be written: File too large");
        assertThat(Files.readString(journal)).endsWith("}\n");
        assertThat(StudyFolder.open(study).trials().get(0).curve()).hasSizeGreaterThan(30);
    }
}

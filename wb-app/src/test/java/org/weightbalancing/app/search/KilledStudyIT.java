package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies in processes of their own: killed with kill -9 again and again, and several on one study. */
@Timeout(1800)
final class KilledStudyIT {

    /** More on demand: -Dwb.kills=100. */
    private static final int KILLS = Integer.getInteger("wb.kills", 10);

    private final SplittableRandom random = new SplittableRandom(7);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"random", "grid", "sobol"})
    void aStudyThatIsKilledEndsAsOneThatNobodyTouched(String generator) throws IOException, InterruptedException {
        Path study = folder.resolve("killed");
        Path begun = folder.resolve("begun");
        Files.createFile(begun);
        Set<Integer> ended = new HashSet<>();
        int again = 0;
        for (int kills = 0; kills < KILLS && ended.size() + SessionChild.MOST < SessionChild.TRIALS; kills++) {
            int before = lines(begun).size();
            Process session = session(study, generator, begun, 15, SessionChild.MOST);
            // Of the first session a trial that waits to be killed is left for certain.
            killAfter(session, begun, before + 1 + (kills == 0 ? SessionChild.MOST : random.nextInt(4)));
            List<Integer> here = lines(begun).subList(before, lines(begun).size());
            assertThat(here).as("trials begun that had ended").noneMatch(ended::contains);
            again += (int) here.stream()
                    .filter(lines(begun).subList(0, before)::contains)
                    .count();
            StudyFolder.open(study).trials().stream()
                    .filter(trial -> trial.status().ended())
                    .forEach(trial -> ended.add(trial.number()));
        }
        int before = lines(begun).size();
        assertThat(Children.exit(session(study, generator, begun, 0, SessionChild.TRIALS)))
                .isZero();
        assertThat(lines(begun).subList(before, lines(begun).size()))
                .noneMatch(ended::contains)
                .doesNotHaveDuplicates()
                .containsAll(missing(ended));
        assertThat(again).as("trials begun again").isPositive();

        StudyResult whole = SessionChild.study(folder.resolve("whole"), generator)
                .run(trial -> {
                    trial.report(1, SessionChild.score(trial) / 2);
                    return SessionChild.score(trial);
                });
        List<TrialRecord> trials = StudyFolder.open(study).trials();
        assertThat(finished(trials)).isEqualTo(finished(whole.trials())).hasSize(SessionChild.TRIALS);
    }

    private static List<Integer> missing(Set<Integer> ended) {
        return IntStream.range(0, SessionChild.TRIALS)
                .boxed()
                .filter(number -> !ended.contains(number))
                .toList();
    }

    /** What is told of trials that does not depend on when and where they ran. */
    private static List<List<Object>> finished(List<TrialRecord> trials) {
        return trials.stream()
                .map(trial -> List.<Object>of(
                        trial.number(),
                        trial.proposal(),
                        trial.status(),
                        trial.score(),
                        trial.curve(),
                        trial.measures()))
                .toList();
    }

    private void killAfter(Process session, Path begun, int lines) throws IOException, InterruptedException {
        while (session.isAlive() && lines(begun).size() < lines) {
            Thread.sleep(1);
        }
        TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
        assertThat(session.isAlive())
                .as(Files.readString(folder.resolve("out")))
                .isTrue();
        session.destroyForcibly();
        Children.exit(session);
    }

    @Test
    void aStudyWithProcessesThatIsKilledAndResumedAtOnceNeverHasTwoOnOneTrial()
            throws IOException, InterruptedException {
        Path study = folder.resolve("forked");
        Path pid = folder.resolve("pid");
        for (int i = 0; i < 4; i++) {
            Process session = Children.start(Children.of(TrialChild.class, study, pid), folder.resolve("out"));
            while (!Files.exists(pid)) {
                assertThat(session.isAlive())
                        .as(Files.readString(folder.resolve("out")))
                        .isTrue();
                Thread.sleep(5);
            }
            Files.delete(pid);
            session.destroyForcibly();
            Children.exit(session);
        }
        assertThat(TrialChild.hanging(study, pid.toString()).run(trial -> 1).counts())
                .isEqualTo(Map.of(TrialStatus.COMPLETE, 1));
        assertThat(folder.resolve(TrialChild.TWICE)).doesNotExist();
    }

    @Test
    void processesOnOneStudyNeverRunTheSameTrial() throws IOException, InterruptedException {
        Path study = folder.resolve("shared");
        List<Path> begun = IntStream.range(0, 3)
                .mapToObj(i -> folder.resolve("begun-" + i))
                .toList();
        List<Process> sessions = new ArrayList<>();
        for (Path own : begun) {
            sessions.add(session(study, "sobol", own, 5, SessionChild.TRIALS, begun.toArray()));
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(Children.exit(sessions.get(i)))
                    .as(Files.readString(folder.resolve("out")))
                    .isZero();
            List<Integer> own = lines(begun.get(i));
            assertThat(own).as("trials of process " + i).isNotEmpty();
            all.addAll(own);
        }
        assertThat(all).hasSize(SessionChild.TRIALS).doesNotHaveDuplicates();
        assertThat(StudyFolder.open(study).trials())
                .allMatch(TrialRecord::complete)
                .hasSize(SessionChild.TRIALS);
    }

    @Test
    void aFullDiskStopsTheStudyAndItsTrialIsRunAgain() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        Path study = folder.resolve("full");
        List<String> child = Children.of(TrialChild.class, study, "values").command();
        // No file above 8 KB, other than those that are there.
        List<String> limited =
                new ArrayList<>(List.of("/bin/sh", "-c", "export LC_ALL=C; ulimit -f 16; exec \"$@\"", "sh"));
        limited.addAll(child);
        limited.add(5, "-XX:-UsePerfData");
        Process process = Children.start(new ProcessBuilder(limited), folder.resolve("out"));
        assertThat(Children.exit(process)).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out")))
                .contains("StudyException", "trial 0", "journal.jsonl cannot be written: File too large");
        // The shorter line that gives the trial back may have found room where the line of a value did not.
        assertThat(StudyFolder.open(study).trials())
                .extracting(TrialRecord::status)
                .singleElement()
                .isIn(TrialStatus.RUNNING, TrialStatus.WAITING);
        assertThat(TrialChild.values(study).run(trial -> 2).counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 1));
    }

    private Process session(Path study, String generator, Path begun, long millis, int most, Object... others)
            throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(study, generator, begun, millis, most));
        arguments.addAll(List.of(others));
        return Children.start(Children.of(SessionChild.class, arguments.toArray()), folder.resolve("out"));
    }

    private static List<Integer> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Integer::valueOf).toList();
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.JavaProcess;

/** How the process of a trial ends with that of its study, and when it is told to. */
@Timeout(600)
final class ForkedTrialTest {

    @TempDir
    private Path folder;

    private Path study;
    private Path file;

    @BeforeEach
    void names() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        study = folder.resolve("study");
        file = folder.resolve("pid");
    }

    /** A process of a study whose only trial is a process that hangs. */
    private Process parent(String way) throws IOException, InterruptedException {
        Process parent = Children.start(Children.of(TrialChild.class, study, file, way), folder.resolve("out"));
        await(parent);
        return parent;
    }

    private void await(Process process) throws IOException, InterruptedException {
        while (!Files.exists(file)) {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("out")))
                    .isTrue();
            Thread.sleep(5);
        }
    }

    private String child() throws IOException {
        return Files.readString(file);
    }

    /** Sends a signal to processes, in this order. */
    private static void signal(String signal, String... processes) throws IOException, InterruptedException {
        String command = "kill -s " + signal + " " + String.join(" ", processes);
        assertThat(new ProcessBuilder("/bin/sh", "-c", command).start().waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalToBothProcessesGivesTheTrialBack(String signal) throws IOException, InterruptedException {
        assumeTrue(!(signal.equals("INT") && JavaProcess.ignoresInterrupts()), "the signal is ignored");
        Process parent = parent(TrialChild.PATIENT);
        signal(signal, child(), Long.toString(parent.pid()));
        Children.exit(parent);
        assertThat(StudyFolder.open(study).trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.WAITING);
        assertThat(study.resolve("trials/000000")).as("it was given back").doesNotExist();
        StudyResult result = TrialChild.hanging(study, file.toString()).run(trial -> 3);
        assertThat(result.best().orElseThrow().score()).hasValue(3);
    }

    @Test
    void aSignalToTheProcessOfATrialAloneIsAFailure() throws IOException, InterruptedException {
        Process parent = parent("interrupted");
        signal("TERM", child());
        assertThat(Children.exit(parent)).isZero();
        TrialRecord trial = StudyFolder.open(study).trials().get(0);
        assertThat(trial.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(trial.reason().orElseThrow())
                .startsWith("its process ended with exit code 143 and no result; the end of ");
    }

    @Test
    void aProcessDiesWithItsStudy() throws IOException, InterruptedException {
        Process parent = parent("interrupted");
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(child()));
        parent.destroyForcibly();
        child.ifPresent(
                process -> process.onExit().orTimeout(5, TimeUnit.MINUTES).join());
        assertThat(StudyFolder.open(study).trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
        StudyResult result = TrialChild.hanging(study, file.toString()).run(trial -> 3);
        assertThat(result.best().orElseThrow().score()).hasValue(3);
    }

    /** The process of a trial that this one has claimed, with whatever its input is. */
    private Process started(Path of) throws IOException {
        ProcessBuilder builder = Children.of(TrialChild.class, of, 0);
        builder.environment()
                .put(ForkedTrials.STUDY, Long.toString(ProcessHandle.current().pid()));
        return Children.start(builder, folder.resolve("out"));
    }

    private void claim(Dimension dimension) {
        SearchSpace space = SearchSpace.of(dimension);
        StudyDescription description =
                new StudyDescription(space, Goal.maximise(), "fake", Map.of(), 0, Budget.trials(1));
        Proposal proposal = Proposal.of(List.of(0.5), space.at(List.of(0.5)));
        StudyFolder.create(study, description).claim(0, proposal).orElseThrow().close();
    }

    @Test
    void aProcessWhoseInputEndsIsGoneBeforeItsStudyIs() throws IOException, InterruptedException {
        claim(Dimension.of("hang", new Choice(List.of(file.toString()))));
        Process process = started(study);
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        await(process);
        assertThat(process.isAlive()).isTrue();
        process.getOutputStream().close();
        assertThat(Children.exit(process)).isEqualTo(3);
    }

    @Test
    void aProcessThatWasGivenNoInputRunsOn() throws IOException, InterruptedException {
        claim(Dimension.of("x", new Uniform(0, 1)));
        Process process = started(study);
        process.getOutputStream().close();
        assertThat(Children.exit(process)).isZero();
        assertThat(StudyFolder.open(study).trials().get(0).score()).hasValue(10.5);
    }

    @Test
    void aStudyThatCannotBeReadHasAnExitCodeOfItsOwn() throws IOException, InterruptedException {
        assertThat(Children.exit(started(folder.resolve("none")))).isEqualTo(ForkedTrial.NOT_NOTED);
        assertThat(Files.readString(folder.resolve("out"))).contains("StudyException", "none is no study");
    }
}

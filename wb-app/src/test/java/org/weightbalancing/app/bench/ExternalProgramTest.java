package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that keep the protocol and those that do not, as shell scripts. */
final class ExternalProgramTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROMPT = """
            while read -r task steps; do
                echo "asked for $task" >&2
                i=0
                while [ $i -lt "$steps" ]; do i=$((i + 1)); echo "$i.5"; done
            done
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void needAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    }

    private String command(String script) throws IOException {
        return "/bin/sh '" + Files.writeString(folder.resolve("the program.sh"), script) + "'";
    }

    private ExternalProgram start(String script) throws IOException {
        return ExternalProgram.start(command(script), Map.of(), LONG);
    }

    @Test
    void eachRequestIsAnsweredWithItsLines() throws IOException, InterruptedException {
        try (ExternalProgram program = start(PROMPT)) {
            assertThat(program.imagesPerSecond(Task.TRAIN, 3)).containsExactly(1.5, 2.5, 3.5);
            assertThat(program.imagesPerSecond(Task.INFER, 1)).containsExactly(1.5);
            // Standard error is another stream: it may come later.
            for (int tenths = 0; tenths < 600 && program.remarks().size() < 2; tenths++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(program.remarks()).containsExactly("asked for train", "asked for infer");
        }
    }

    @Test
    void variablesAreHandedOn() throws IOException {
        String script = "read -r request; echo \"$WB_BENCH_BATCH\"";
        try (ExternalProgram program = ExternalProgram.start(command(script), Map.of("WB_BENCH_BATCH", "17"), LONG)) {
            assertThat(program.imagesPerSecond(Task.TRAIN, 1)).containsExactly(17.0);
        }
    }

    @Test
    void aProgramThatCannotStartIsNamed() {
        String command = folder.resolve("absent") + " 1";
        assertThatThrownBy(() -> ExternalProgram.start(command, Map.of(), LONG))
                .isInstanceOf(ProgramException.class)
                .hasMessageStartingWith("the program '" + command + "' cannot be started: ")
                .hasMessageContaining("No such file");
    }

    @Test
    void anEarlyEndIsToldWithExitCodeAndLastErrors() throws IOException {
        String script = """
                read -r request
                echo 1
                for i in 1 2 3 4 5 6 7 8 9 10 11; do echo "error $i" >&2; done
                exit 7
                """;
        try (ExternalProgram program = start(script)) {
            assertThatThrownBy(() -> program.imagesPerSecond(Task.TRAIN, 2))
                    .isInstanceOf(ProgramException.class)
                    .hasMessageContaining("ended with exit code 7 when it had printed 1 lines on 'train 2'; it said:")
                    .hasMessageEndingWith("\n  error 10\n  error 11")
                    .hasMessageContaining("error 2\n")
                    .hasMessageNotContaining("error 1\n");
        }
    }

    @Test
    void aProgramThatIsGoneBeforeARequestIsTold() throws IOException, InterruptedException {
        try (ExternalProgram program = start("read -r request; echo 2; exit 3")) {
            program.imagesPerSecond(Task.TRAIN, 1);
            TimeUnit.MILLISECONDS.sleep(200);
            assertThatThrownBy(() -> program.imagesPerSecond(Task.TRAIN, 1))
                    .isInstanceOf(ProgramException.class)
                    .hasMessageContaining("ended with exit code 3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "-1", "0", "NaN", "Infinity", "1,5", "12 images/s"})
    void whatIsNoSpeedIsQuoted(String line) throws IOException {
        try (ExternalProgram program = start("read -r request; echo '" + line + "'; read -r end")) {
            assertThatThrownBy(() -> program.imagesPerSecond(Task.INFER, 4))
                    .isInstanceOf(ProgramException.class)
                    .hasMessageEndingWith(" printed '" + line
                            + "' on 'infer 4', but must print images/s, a number above 0 on each line");
        }
    }

    @Test
    void aLineTooManyIsNotTakenForTheNextAnswer() throws IOException, InterruptedException {
        Throwable refusal = null;
        // On a busy machine the line may take a while to arrive.
        for (int millis = 200; refusal == null && millis < 60_000; millis *= 5) {
            try (ExternalProgram program = start("read -r request; echo 1; echo 2; read -r request; echo 3")) {
                program.imagesPerSecond(Task.TRAIN, 1);
                TimeUnit.MILLISECONDS.sleep(millis);
                refusal = catchThrowable(() -> program.imagesPerSecond(Task.INFER, 1));
            }
        }
        assertThat(refusal)
                .isInstanceOf(ProgramException.class)
                .hasMessageEndingWith(" printed '2' before it was asked 'infer 1'");
    }

    @Test
    void silenceHasAnEnd() throws IOException, InterruptedException {
        String command = command("echo loading >&2; read -r request; read -r never");
        try (ExternalProgram program = ExternalProgram.start(command, Map.of(), Duration.ofSeconds(1))) {
            for (int tenths = 0; tenths < 600 && program.remarks().isEmpty(); tenths++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThatThrownBy(() -> program.imagesPerSecond(Task.TRAIN, 1))
                    .isInstanceOf(ProgramException.class)
                    .hasMessage("the program '" + command
                            + "' was silent for 1 seconds when asked 'train 1'; it said:\n  loading");
        }
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        try (ExternalProgram program = start("read -r request; read -r never")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> program.imagesPerSecond(Task.TRAIN, 1)).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closingEndsTheProgramAndWhatItStarted() throws IOException, InterruptedException {
        Path pids = folder.resolve("pids");
        String script = "trap '' TERM; echo $$ >'%s'; sleep 300 & echo $! >>'%s'; read -r request; echo 1; wait"
                .formatted(pids, pids);
        try (ExternalProgram program = start(script)) {
            assertThat(program.imagesPerSecond(Task.TRAIN, 1)).containsExactly(1.0);
        }
        List<String> started = Files.readAllLines(pids);
        assertThat(started).hasSize(2);
        for (String pid : started) {
            for (int tenths = 0; tenths < 600 && alive(pid); tenths++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(alive(pid)).as(pid).isFalse();
        }
    }

    private static boolean alive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }
}

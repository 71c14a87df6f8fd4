package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLock;

final class RunStateTest {

    @TempDir
    private Path folder;

    private RunDirectory run(String status) {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        run.write(RunDirectory.PROVENANCE, "{\"status\": \"" + status + "\"}");
        return run;
    }

    @Test
    void aRunWhoseLockNobodyHasWasKilled() {
        RunDirectory run = run("running");
        assertThat(RunState.of(run).words()).isEqualTo("interrupted without a note (killed?)");
        RunLock.of(run).close();
        assertThat(run.file("lock")).exists();
        RunState state = RunState.of(run);
        assertThat(state.words()).isEqualTo("interrupted without a note (killed?)");
        assertThat(state.notComplete())
                .isEqualTo("is not complete but interrupted without a note (killed?); 'wb resume " + run.path()
                        + "' goes on with it");
    }

    /** The lock is another process's, which after the question has it still: a second process cannot take it. */
    @Test
    void aRunWhoseLockAProcessHasGoesOn() throws IOException, InterruptedException {
        RunDirectory run = run("running");
        Process holder = holder(run);
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('h');
            byte[] before = Files.readAllBytes(run.file("lock"));
            for (int i = 0; i < 2; i++) {
                RunState state = RunState.of(run);
                assertThat(state.words()).isEqualTo("running");
                assertThat(state.complete()).isFalse();
                assertThat(state.notComplete()).isEqualTo("is not complete but running; wait until it ends");
            }
            assertThat(run.file("lock")).hasBinaryContent(before);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(RunState.of(run).words()).startsWith("interrupted without a note");
    }

    private static Process holder(RunDirectory run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        run.path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Takes the lock of a run and keeps it until the process is ended. */
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            try (RunLock lock = RunLock.of(RunDirectory.begun(Path.of(arguments[0])))) {
                lock.require();
                System.out.print('h');
                System.out.flush();
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void whatIsNotedStands() {
        RunDirectory diverged = run("diverged: x");
        assertThat(RunState.of(diverged).notComplete()).isEqualTo("is not complete but diverged: x");
        diverged.write(RunDirectory.PROVENANCE, "{\"status\": \"complete\"}");
        assertThat(RunState.of(diverged).complete()).isTrue();
        assertThat(RunState.of(RunDirectory.create(folder.resolve("other"))).words())
                .isEqualTo("barely begun");
    }
}

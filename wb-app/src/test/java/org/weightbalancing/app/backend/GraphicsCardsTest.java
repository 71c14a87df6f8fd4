package org.weightbalancing.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class GraphicsCardsTest {
    private static final Path SHELL = Path.of("/bin/sh");

    @Test
    void eachLineOfTheAnswerIsADevice() {
        assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
        assertThat(GraphicsCards.capabilities(List.of(SHELL.toString(), "-c", "printf '8.6\\n[N/A]\\n9.0\\n'"), 20))
                .containsExactly(new ComputeCapability(8, 6), new ComputeCapability(9, 0));
    }

    @Test
    void anAbsentCommandMeansNoDevices() {
        assertThat(GraphicsCards.capabilities(List.of(File.separator + "no-such-command"), 1))
                .isEmpty();
    }

    @Test
    @Timeout(60)
    void aCommandThatHangsIsGivenUpAndEnded(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
        Path number = folder.resolve("process");
        String hangs = "echo $$ > '" + number + "'; echo 8.6; exec sleep 3600";
        assertThat(GraphicsCards.capabilities(List.of(SHELL.toString(), "-c", hangs), 5))
                .isEmpty();
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(Files.readString(number).strip()));
        assertThat(process.map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current())))
                .succeedsWithin(Duration.ofSeconds(20));
    }
}

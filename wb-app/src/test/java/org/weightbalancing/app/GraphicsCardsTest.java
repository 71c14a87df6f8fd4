package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void aCommandThatHangsIsGivenUp() {
        assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
        long start = System.nanoTime();
        assertThat(GraphicsCards.capabilities(List.of(SHELL.toString(), "-c", "sleep 30"), 1))
                .isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }
}

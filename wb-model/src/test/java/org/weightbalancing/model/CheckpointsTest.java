package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class CheckpointsTest {

    @TempDir
    private Path folder;

    private final ComputationGraph network =
            ResNets.build(new ResNetSpec(List.of(1), 2, Shortcut.PAD, 3, 4, 4, 3, 5, DataType.FLOAT), new LossMCXENT());

    @Test
    void anInterruptedThreadStillWritesAWholeFile() {
        Path file = folder.resolve("network.zip");
        Thread.currentThread().interrupt();
        try {
            Checkpoints.write(network, file);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(Checkpoints.read(file).params()).isEqualTo(network.params());
        assertThat(folder.toFile().list()).containsExactly("network.zip");
    }

    @Test
    void theFileHasThePermissionsOfAnyNewFile() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .as("skipped: this file system has no POSIX permissions")
                .isTrue();
        Path file = folder.resolve("network.zip");
        Checkpoints.write(network, file);
        Path other = Files.createFile(folder.resolve("other"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }
}

package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

    @Test
    void theFingerprintIsThatOfTheBytesOfNamesShapesAndValues() throws Exception {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
        ByteBuffer expected = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(1).put(bytes("a")).putInt(6).put(bytes("DOUBLE"));
        expected.putInt(1).putLong(1).putDouble(0.5);
        expected.putInt(3).put(bytes("b_W")).putInt(5).put(bytes("FLOAT"));
        expected.putInt(2).putLong(3).putLong(2);
        for (float value : new float[] {1, 4, 2, 5, 3, 6}) {
            expected.putFloat(value);
        }
        byte[] written = Arrays.copyOf(expected.array(), expected.position());
        assertThat(WeightFingerprint.of(Map.of("b_W", matrix.transpose(), "a", Nd4j.createFromArray(0.5))))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(written)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theFingerprintOutlivesTheFileAndChangesWithEveryParameter() {
        String before = Checkpoints.fingerprint(network);
        Path file = folder.resolve("network.zip");
        Checkpoints.write(network, file);
        assertThat(before).matches("[0-9a-f]{64}");
        assertThat(Checkpoints.fingerprint(Checkpoints.read(file))).isEqualTo(before);
        assertThat(Checkpoints.fingerprint(network.clone())).isEqualTo(before);
        network.paramTable().forEach((name, value) -> {
            float old = value.getFloat(value.length() - 1);
            value.putScalar(value.length() - 1, Math.nextUp(old));
            assertThat(Checkpoints.fingerprint(network)).as(name).isNotEqualTo(before);
            value.putScalar(value.length() - 1, old);
        });
        assertThat(Checkpoints.fingerprint(network)).isEqualTo(before);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNameComesToTheDiskToo() throws IOException {
        assertThat(ForcedPaths.among(folder, () -> Checkpoints.write(network, folder.resolve("network.zip"))))
                .containsExactly(folder.toString());
    }
}

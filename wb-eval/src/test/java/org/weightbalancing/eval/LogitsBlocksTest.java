package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogitsBlocksTest {

    @TempDir
    private Path folder;

    @Test
    void itemsAreReadFromAnywhere() throws IOException {
        Path file = folder.resolve("l.npy");
        LogitsFile.write(file, new float[] {0, 1, 2, 3, 4, 0.5f}, 2);
        LogitsBlocks logits = LogitsBlocks.open(file);
        assertThat(logits.items()).isEqualTo(3);
        assertThat(logits.classes()).isEqualTo(2);
        assertThat(logits.block(1, 2)).isDeepEqualTo(new double[][] {{2, 3}, {4, 0.5}});
        assertThat(logits.block(3, 0)).isEmpty();
        assertThatThrownBy(() -> logits.block(2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 items from item 2 of " + file + " are asked for, but it has 3");
        assertThatThrownBy(() -> logits.block(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doublesKeepTheirDigits() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        bytes.putDouble(0.1).putDouble(-1e300);
        Path file = Files.write(folder.resolve("d.npy"), bytes.array());
        assertThat(LogitsBlocks.open(file).block(0, 1)).isDeepEqualTo(new double[][] {{0.1, -1e300}});
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path labels = folder.resolve("y.npy");
        LogitsFile.writeLabels(labels, new int[] {1});
        assertThatThrownBy(() -> LogitsBlocks.open(labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(labels.toString());
    }
}

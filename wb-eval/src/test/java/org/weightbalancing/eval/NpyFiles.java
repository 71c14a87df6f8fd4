package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Files in NumPy's format, byte by byte, and that they are refused. */
final class NpyFiles {

    /** What numpy.save writes of numpy.float32([[1, 2, 3], [-1, 0.5, 0]]): 128 bytes of header, then the numbers. */
    static final String SAVED = "93 4e 55 4d 50 59 01 00 76 00" + hex("{'descr': '<f4', 'fortran_order': False, ")
            + hex("'shape': (2, 3), }" + " ".repeat(58) + "\n")
            + "00 00 80 3f 00 00 00 40 00 00 40 40 00 00 80 bf 00 00 00 3f 00 00 00 00";

    static final double[][] LOGITS = {{1, 2, 3}, {-1, 0.5, 0}};
    static final int[] LABELS = {2, 0};

    private NpyFiles() {}

    interface Numbers {
        void put(ByteBuffer buffer);
    }

    interface Call {
        void run() throws IOException;
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static Path npy(Path folder, int version, String header, int numberBytes, Numbers numbers) throws IOException {
        int before = version == 1 ? 10 : 12;
        ByteBuffer buffer = ByteBuffer.allocate(before + header.length() + numberBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes("93 4e 55 4d 50 59"))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            buffer.putShort((short) header.length());
        } else {
            buffer.putInt(header.length());
        }
        buffer.put(header.getBytes(StandardCharsets.US_ASCII));
        numbers.put(buffer);
        return Files.write(folder.resolve("made.npy"), buffer.array());
    }

    static void refused(Call call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}

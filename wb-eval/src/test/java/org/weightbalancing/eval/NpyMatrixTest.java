package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyMatrixTest {

    private static final float[][] ROWS = {{1, -2, 0.5f}, {3, 4, Float.MIN_VALUE}};

    @TempDir
    private Path folder;

    /** A file of float64 with the numbers given. */
    private Path doubles(String shape, double... numbers) throws IOException {
        byte[] header = ("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length + 8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        return Files.write(folder.resolve("doubles.npy"), bytes.array());
    }

    @Test
    void whatIsWrittenIsReadInBlocks() throws IOException {
        Path path = folder.resolve("features.npy");
        NpyMatrix.write(path, 2, 3, row -> ROWS[row]);
        NpyMatrix matrix = NpyMatrix.open(path);
        assertThat(matrix.path()).isEqualTo(path);
        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.columns()).isEqualTo(3);
        assertThat(matrix.block(0, 2)).containsExactly(1, -2, 0.5f, 3, 4, Float.MIN_VALUE);
        assertThat(matrix.block(1, 1)).containsExactly(3, 4, Float.MIN_VALUE);
        assertThat(matrix.block(2, 0)).isEmpty();
    }

    /** The file that LogitsFile writes of the same numbers, which a test holds against NumPy's own. */
    @Test
    void isWrittenAsLogitsAre() throws IOException {
        NpyMatrix.write(folder.resolve("one.npy"), 2, 3, row -> ROWS[row]);
        LogitsFile.write(folder.resolve("two.npy"), new float[] {1, -2, 0.5f, 3, 4, Float.MIN_VALUE}, 3);
        assertThat(folder.resolve("one.npy")).hasSameBinaryContentAs(folder.resolve("two.npy"));
    }

    @Test
    void doublesAreRoundedToTheNearestFloat() throws IOException {
        assertThat(NpyMatrix.open(doubles("(2, 1)", 0.1, 16_777_217)).block(0, 2))
                .containsExactly(0.1f, 16_777_216);
    }

    @Test
    void refusesNumbersThatAreNotFinite() throws IOException {
        for (double number : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e39}) {
            Path path = doubles("(2, 2)", 0, 1, 2, number);
            NpyMatrix matrix = NpyMatrix.open(path);
            assertThat(matrix.block(0, 1)).containsExactly(0, 1);
            for (int first = 0; first < 2; first++) {
                int from = first;
                assertThatThrownBy(() -> matrix.block(from, 2 - from))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(path + ": column 1 of row 1 is " + number + ", but a finite float32 is required");
            }
        }
    }

    @Test
    void refusesRowsThatAreNotThere() throws IOException {
        Path path = doubles("(2, 1)", 1, 2);
        NpyMatrix matrix = NpyMatrix.open(path);
        for (int[] rows : new int[][] {{-1, 1}, {0, 3}, {2, 1}, {0, -1}}) {
            assertThatThrownBy(() -> matrix.block(rows[0], rows[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(rows[1] + " rows from row " + rows[0] + " of " + path
                            + " are asked for, but it has 2 of 1 numbers");
        }
        assertThatThrownBy(() -> NpyMatrix.open(folder.resolve("none.npy"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> NpyMatrix.open(doubles("(2,)", 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but 2 axes are required");
    }

    @Test
    void refusesWhatIsNoMatrix() throws IOException {
        Path path = Files.writeString(folder.resolve("features.npy"), "before");
        for (int[] size : new int[][] {{-1, 1}, {1, 0}, {1, 1 << 28}}) {
            assertThatThrownBy(() -> NpyMatrix.write(path, size[0], size[1], row -> new float[size[1]]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a matrix of " + size[0] + " rows of " + size[1] + " numbers for " + path
                            + ", but 0 rows or more of 1 to 268435455 numbers are required");
        }
        assertThatThrownBy(() -> NpyMatrix.write(path, 2, 3, row -> new float[3 - row]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1 for " + path + " is of 2 numbers, but 3 are required");
        assertThat(path).hasContent("before");
    }

    /** Of 2^31 numbers, of which the second row fails. */
    @Test
    void aMatrixOfAnySizeIsBegunAndOneThatFailsIsNotThere() throws IOException {
        Path path = folder.resolve("features.npy");
        NpyMatrix.RowSource failing = row -> {
            if (row == 1) {
                throw new IOException("row 1 is lost");
            }
            return new float[1 << 10];
        };
        assertThatThrownBy(() -> NpyMatrix.write(path, 1 << 21, 1 << 10, failing))
                .isInstanceOf(IOException.class)
                .hasMessage("row 1 is lost");
        assertThat(folder).isEmptyDirectory();
    }
}

package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {

    /** Labels end at byte 72, so the first view begins at 128 and the second, after 24 bytes, at 192. */
    private static final FeatureBank SMALL = FeatureBank.ofViews(List.of(
            FeatureBank.of(new float[] {1, 2, 3, -4, Float.NaN, 0.5f}, new int[] {2, 0}, 3),
            FeatureBank.of(new float[] {7, 8, 9, 10, 11, Float.MIN_VALUE}, new int[] {2, 0}, 3)));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("train.wbf");
        FeatureFile.write(file, SMALL);
    }

    private static void assertEqual(FeatureBank found, FeatureBank expected) {
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.classes()).isEqualTo(expected.classes());
        assertThat(found.dimension()).isEqualTo(expected.dimension());
        assertThat(found.views()).isEqualTo(expected.views());
        for (int view = 0; view < expected.views(); view++) {
            assertThat(found.values(view, 0, found.size())).isEqualTo(expected.values(view, 0, expected.size()));
        }
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        assertEqual(FeatureFile.read(file), SMALL);
        FeatureFile.verify(file);
    }

    /** Sizes about the multiples of 64 bytes and of the writer's chunk. */
    @Test
    void readsBanksOfAnySizeAsTheyWere() throws IOException {
        Random random = new Random(1);
        for (int[] sizes : new int[][] {{1, 1, 1}, {16, 1, 2}, {17, 16, 1}, {300, 129, 3}, {20_000, 2, 1}}) {
            int[] labels = random.ints(sizes[0], 0, 5).toArray();
            FeatureBank bank =
                    FeatureBank.ofViews(Stream.generate(() -> FeatureBank.of(values(random, sizes), labels, 5))
                            .limit(sizes[2])
                            .toList());
            FeatureFile.write(file, bank);
            assertEqual(FeatureFile.read(file), bank);
            FeatureFile.verify(file);
        }
    }

    private static float[] values(Random random, int[] sizes) {
        float[] values = new float[sizes[0] * sizes[1]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Put together by hand from the documented format. */
    @Test
    void bytesAreAsDocumented() throws Exception {
        ByteBuffer expected = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        expected.put(HexFormat.of().parseHex("895742460D0A1A0A"));
        expected.putInt(1).putInt(2).putInt(3).putInt(2).putInt(3).putInt(0);
        expected.position(64).putInt(2).putInt(0);
        expected.position(128)
                .putFloat(1)
                .putFloat(2)
                .putFloat(3)
                .putFloat(-4)
                .putFloat(Float.NaN)
                .putFloat(0.5f);
        expected.position(192)
                .putFloat(7)
                .putFloat(8)
                .putFloat(9)
                .putFloat(10)
                .putFloat(11)
                .putFloat(Float.MIN_VALUE);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(expected.array(), 0, 32);
        digest.update(expected.array(), 64, 192);
        byte[] fingerprint = digest.digest();
        expected.position(32).put(fingerprint);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
        assertThat(FeatureFile.fingerprint(file)).isEqualTo(HexFormat.of().formatHex(fingerprint));
    }

    @Test
    void fingerprintTellsContentsApart() throws IOException {
        Path other = folder.resolve("other.wbf");
        FeatureFile.write(other, SMALL);
        assertThat(FeatureFile.fingerprint(other)).isEqualTo(FeatureFile.fingerprint(file));
        FeatureFile.write(other, FeatureBank.of(new float[] {1, 2, 3, -4, Float.NaN, 0.5f}, new int[] {2, 0}, 3));
        assertThat(FeatureFile.fingerprint(other)).isNotEqualTo(FeatureFile.fingerprint(file));
    }

    @Test
    void batchesOfAMappedBankAreThoseOfTheHeap() throws IOException {
        Random random = new Random(3);
        FeatureBank bank = FeatureBank.of(
                values(random, new int[] {50, 7}), random.ints(50, 0, 4).toArray(), 4);
        FeatureFile.write(file, bank);
        FeatureBatches mapped = FeatureBatches.shuffled(FeatureFile.read(file), 8, 5);
        FeatureBatches heap = FeatureBatches.shuffled(bank, 8, 5);
        while (heap.hasNext()) {
            assertThat(mapped.next()).isEqualTo(heap.next());
        }
        assertThat(mapped.hasNext()).isFalse();
        assertThat(FeatureFile.read(file).features(0)).isEqualTo(bank.features(0));
    }

    /** Wherever it is cut, or with a byte more. */
    @Test
    void refusesAFileOfAnotherLength() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length + 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            if (length != whole.length) {
                assertThatThrownBy(() -> FeatureFile.read(file))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("feature file " + file + " cannot be read: it ");
            }
        }
        assertThatThrownBy(() -> FeatureFile.verify(file))
                .hasMessageEndingWith("it has 257 bytes, but 2 images in 2 views of 3 features need 256");
    }

    /** Also the zeros between the views count. */
    @Test
    void verifyFindsAnyByteThatChanged() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            assertThatThrownBy(() -> FeatureFile.verify(file))
                    .as("byte %d", i)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
        whole[130] ^= 1;
        Files.write(file, whole);
        assertThatThrownBy(() -> FeatureFile.verify(file)).hasMessageContaining("its content has the fingerprint ");
    }

    @Test
    void refusesWhatIsNoFeatureFile() throws IOException {
        assertThatThrownBy(() -> FeatureFile.read(folder.resolve("none.wbf")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("none.wbf").toString());
        Files.writeString(file, "image,feature\n0,1.5\n");
        assertRefused("it does not begin as a feature file does");
        patch(8, 2);
        assertRefused("its version is 2, but this wb reads version 1");
        patch(8, 1 << 24);
        assertRefused("its version is 16777216, but this wb reads version 1");
        patch(12, 0);
        assertRefused("the number of images is 0, allowed is 1 to 1073741824");
        patch(16, 0);
        assertRefused("the dimension is 0, allowed is 1 to 268435456");
        patch(20, 0);
        assertRefused("the number of views is 0, allowed is 1 to 2147483647");
        patch(20, -1);
        assertRefused("the number of views is -1, allowed is 1 to 2147483647");
        patch(24, 2);
        assertRefused("label of row 0 is 2, allowed is 0 to 1");
        patch(28, 7);
        assertRefused("bytes 28 to 31 are the number 7, allowed is 0");
        patch(20, Integer.MAX_VALUE);
        assertRefused("it has 256 bytes, but 2 images in 2147483647 views of 3 features need 137438953536");
    }

    private void patch(int position, int value) throws IOException {
        FeatureFile.write(file, SMALL);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(position, value);
        Files.write(file, bytes);
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> FeatureFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("feature file " + file + " cannot be read: " + reason);
    }

    /** Two views of 1.6 GB, each in two blocks of 65536 rows; but for two rows the file is a hole. */
    @Test
    void rowsBeyondTwoGigabytesAreReadFromTheirPlace() throws IOException {
        FeatureHeader header = new FeatureHeader(100_000, 4096, 2, 1);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(0);
            out.write(header.bytes());
            out.setLength(header.view(2));
            long rowBytes = 4 * 4096;
            out.seek(header.view(1) + 65_536 * rowBytes + 4);
            out.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
            out.seek(header.view(1) + 100_000 * rowBytes - 4);
            out.write(new byte[] {0, 0, 0, 0x40});
        }
        FeatureBank bank = FeatureFile.read(file);
        float[] expected = new float[4 * 4096];
        expected[4096 + 1] = 1;
        expected[3 * 4096 - 1] = 2;
        assertThat(bank.gather(1, new int[] {65_535, 65_536, 99_999, 0}, 0, 4)).isEqualTo(expected);
        assertThat(bank.gather(0, new int[] {65_535, 65_536, 99_999, 0}, 0, 4)).containsOnly(0);
        assertThat(bank.values(1, 65_535, 65_537)).isEqualTo(Arrays.copyOf(expected, 2 * 4096));
    }

    @Test
    void aFileThatIsReplacedDoesNotChangeItsBank() throws IOException {
        FeatureBank before = FeatureFile.read(file);
        FeatureFile.write(file, FeatureBank.of(new float[12], new int[] {0, 1}, 2));
        assertEqual(before, SMALL);
    }
}

package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarBinaryTest {
    private static final String WHERE = "https://www.cs.toronto.edu/~kriz/cifar.html";

    @TempDir
    Path folder;

    /** A record whose red, green and blue planes are 10, 20, 30 plus the index of the pixel modulo 7. */
    private static byte[] record(int... labels) {
        byte[] bytes = new byte[labels.length + 3072];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        for (int i = 0; i < 3072; i++) {
            bytes[labels.length + i] = (byte) (10 * (1 + i / 1024) + i % 1024 % 7);
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Test
    void cifar100TakesTheFineLabelAndInterleavesPlanes() throws IOException {
        Files.write(folder.resolve("train.bin"), joined(record(1, 99), record(2, 0)));
        ImageSet set = CifarBinary.CIFAR_100.read(folder, Split.TRAIN);
        assertThat(set).hasToString("2 images 32x32x3 in 100 classes");
        assertThat(set.labels()).containsExactly(99, 0);
        // Row 1, column 3 is pixel 35, and 35 mod 7 is 0; row 0, column 6 adds 6.
        assertThat(IntStream.range(0, 3).map(c -> set.value(1, 1, 3, c))).containsExactly(10, 20, 30);
        assertThat(IntStream.range(0, 3).map(c -> set.value(0, 0, 6, c))).containsExactly(16, 26, 36);
        assertThat(set.classNames()).startsWith("class 0", "class 1").hasSize(100);
    }

    @Test
    void cifar10ReadsItsFiveFilesInOrder() throws IOException {
        for (int i = 1; i <= 5; i++) {
            Files.write(folder.resolve("data_batch_" + i + ".bin"), joined(record(i), record(9 - i)));
        }
        Files.write(folder.resolve("test_batch.bin"), record(7));
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        ImageSet train = CifarBinary.CIFAR_10.read(folder, Split.TRAIN);
        assertThat(train.labels()).containsExactly(1, 8, 2, 7, 3, 6, 4, 5, 5, 4);
        assertThat(train.classNames()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertThat(CifarBinary.CIFAR_10.read(folder, Split.TEST).labels()).containsExactly(7);
    }

    @Test
    void aParentFolderWillDo() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("cifar-100-binary"));
        Files.write(inner.resolve("test.bin"), record(0, 42));
        assertThat(CifarBinary.CIFAR_100.read(folder, Split.TEST).labels()).containsExactly(42);
        assertThat(CifarBinary.CIFAR_100.read(inner, Split.TEST).labels()).containsExactly(42);
    }

    @Test
    void refusesAMissingFolderAndTellsWhereToGetIt() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> CifarBinary.CIFAR_100.read(nowhere, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessage("There is no folder " + nowhere
                        + ". Expected is a folder with train.bin, test.bin (or one that holds it as cifar-100-binary):"
                        + " the binary version of CIFAR-100 from " + WHERE);
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), record(1));
        assertThatThrownBy(() -> CifarBinary.CIFAR_10.read(folder, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("There is no file " + folder.resolve("data_batch_2.bin"))
                .hasMessageContaining("test_batch.bin")
                .hasMessageContaining("CIFAR-10 from " + WHERE);
    }

    @Test
    void refusesATruncatedOrEmptyFile() throws IOException {
        Path file = folder.resolve("train.bin");
        Files.write(file, Arrays.copyOf(joined(record(1, 1), record(1, 2)), 6000));
        assertThatThrownBy(() -> CifarBinary.CIFAR_100.read(folder, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        file + " has 6000 bytes, which is not a whole number of CIFAR-100 records of 3074 bytes");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> CifarBinary.CIFAR_100.read(folder, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + " has 0 bytes");
    }

    @Test
    void refusesALabelOutOfRange() throws IOException {
        Path file = folder.resolve("train.bin");
        Files.write(file, joined(record(1, 1), record(1, 100)));
        assertThatThrownBy(() -> CifarBinary.CIFAR_100.read(folder, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": label 100 of record 1 (counted from 0) is out of range; allowed are 0 to 99");
        Files.write(folder.resolve("test_batch.bin"), record(200));
        assertThatThrownBy(() -> CifarBinary.CIFAR_10.read(folder, Split.TEST))
                .hasMessageContaining("label 200 of record 0");
    }

    @Test
    void refusesNamesThatDoNotFit() throws IOException {
        Files.write(folder.resolve("test.bin"), record(1, 1));
        Path names = folder.resolve("fine_label_names.txt");
        Files.write(names, List.of("apple", "bear"));
        assertThatThrownBy(() -> CifarBinary.CIFAR_100.read(folder, Split.TEST))
                .isInstanceOf(DataException.class)
                .hasMessage(names + " names 2 classes; CIFAR-100 has 100, one name a line");
        Files.write(names, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        assertThatThrownBy(() -> CifarBinary.CIFAR_100.read(folder, Split.TEST))
                .isInstanceOf(DataException.class)
                .hasMessage("Cannot read " + names);
    }
}

package org.weightbalancing.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the binary versions of CIFAR-10 and CIFAR-100: 32 x 32 colour images of 10 or 100 classes.
 *
 * <p>A record is the label byte (CIFAR-100: the coarse label, which is passed over, then the fine one) and 3072
 * bytes, the red, the green and the blue plane, each row by row. Source: A. Krizhevsky, Learning Multiple Layers of
 * Features from Tiny Images, 2009, and the format described at https://www.cs.toronto.edu/~kriz/cifar.html.
 */
public enum CifarBinary {
    /** 10 classes, 50,000 training images in five files and 10,000 test images. */
    CIFAR_10("CIFAR-10", "cifar-10-batches-bin", 10, 1, "batches.meta.txt", "test_batch.bin"),
    /** 100 fine classes, 50,000 training images and 10,000 test images. */
    CIFAR_100("CIFAR-100", "cifar-100-binary", 100, 2, "fine_label_names.txt", "test.bin");

    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int PLANE = SIDE * SIDE;
    private static final int IMAGE = PLANE * CHANNELS;
    private static final int BUFFER = 1 << 18;

    private final String title;
    private final String folderName;
    private final int classes;
    private final int labelBytes;
    private final String namesFile;
    private final String testFile;

    CifarBinary(String title, String folderName, int classes, int labelBytes, String namesFile, String testFile) {
        this.title = title;
        this.folderName = folderName;
        this.classes = classes;
        this.labelBytes = labelBytes;
        this.namesFile = namesFile;
        this.testFile = testFile;
    }

    /**
     * Reads all images of a split in the order of the files.
     *
     * <p>Class names come from {@code batches.meta.txt} or {@code fine_label_names.txt}; where that file is absent the
     * classes are called "class 0", "class 1" and so on. Any number of whole records is accepted.
     *
     * @param folder the unpacked folder (cifar-10-batches-bin, cifar-100-binary) or one that holds it
     * @param split the part to read
     * @return the images
     * @throws DataException if the folder or a file is missing, a file is empty or ends inside a record, a label is
     *     out of range, or the names do not fit the number of classes
     */
    public ImageSet read(Path folder, Split split) {
        Path home = home(folder);
        List<Path> files = files(split).stream().map(home::resolve).toList();
        List<Integer> records = files.stream().map(this::records).toList();
        long total = records.stream().mapToLong(Integer::longValue).sum();
        if (total > Integer.MAX_VALUE / IMAGE) {
            throw new DataException(home + " holds " + total + " images, more than the " + Integer.MAX_VALUE / IMAGE
                    + " that fit into one set");
        }
        byte[] pixels = new byte[(int) total * IMAGE];
        int[] labels = new int[(int) total];
        int first = 0;
        for (int i = 0; i < files.size(); i++) {
            readFile(files.get(i), records.get(i), first, pixels, labels);
            first += records.get(i);
        }
        return ImageSet.adopt(pixels, SIDE, SIDE, CHANNELS, labels, classNames(home));
    }

    private List<String> files(Split split) {
        if (split == Split.TEST) {
            return List.of(testFile);
        }
        return this == CIFAR_100
                ? List.of("train.bin")
                : IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> "data_batch_" + i + ".bin")
                        .toList();
    }

    private Path home(Path folder) {
        Path inside = folder.resolve(folderName);
        if (Files.isDirectory(inside)) {
            return inside;
        }
        if (!Files.isDirectory(folder)) {
            throw new DataException("There is no folder " + folder + ". " + remedy());
        }
        return folder;
    }

    private String remedy() {
        List<String> all = new ArrayList<>(files(Split.TRAIN));
        all.add(testFile);
        return "Expected is a folder with " + String.join(", ", all) + " (or one that holds it as " + folderName
                + "): the binary version of " + title + " from https://www.cs.toronto.edu/~kriz/cifar.html";
    }

    private int records(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException("There is no file " + file + ". " + remedy());
        }
        long size = size(file);
        int length = labelBytes + IMAGE;
        if (size == 0 || size % length != 0) {
            throw new DataException(file + " has " + size + " bytes, which is not a whole number of " + title
                    + " records of " + length + " bytes; is it cut short or not the binary version?");
        }
        return (int) Math.min(size / length, Integer.MAX_VALUE);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DataException("Cannot read " + file, e);
        }
    }

    private void readFile(Path file, int records, int first, byte[] pixels, int[] labels) {
        byte[] record = new byte[labelBytes + IMAGE];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int r = 0; r < records; r++) {
                if (in.readNBytes(record, 0, record.length) < record.length) {
                    throw new DataException(file + " ended inside record " + r + " of " + records);
                }
                labels[first + r] = label(file, r, record);
                interleave(record, labelBytes, pixels, (first + r) * IMAGE);
            }
        } catch (IOException e) {
            throw new DataException("Cannot read " + file, e);
        }
    }

    private int label(Path file, int number, byte[] record) {
        int label = record[labelBytes - 1] & 0xff;
        if (label >= classes) {
            throw new DataException(file + ": label " + label + " of record " + number
                    + " (counted from 0) is out of range; allowed are 0 to " + (classes - 1));
        }
        return label;
    }

    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        int at = to;
        for (int i = from; i < from + PLANE; i++) {
            pixels[at++] = planes[i];
            pixels[at++] = planes[i + PLANE];
            pixels[at++] = planes[i + 2 * PLANE];
        }
    }

    private List<String> classNames(Path home) {
        Path file = home.resolve(namesFile);
        if (!Files.exists(file)) {
            return IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
        }
        List<String> names;
        try (Stream<String> lines = Files.lines(file)) {
            names = lines.map(String::strip).filter(name -> !name.isEmpty()).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new DataException("Cannot read " + file, e);
        }
        if (names.size() != classes) {
            throw new DataException(
                    file + " names " + names.size() + " classes; " + title + " has " + classes + ", one name a line");
        }
        return names;
    }
}

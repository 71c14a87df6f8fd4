package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other arrays, of other sizes and of other labels. */
class LogitsFileRefusalsTest {

    @TempDir
    Path folder;

    @Test
    void otherArraysAreRefused() throws IOException {
        refused("'<f4', 'fortran_order': True, 'shape': (2, 1), }", 8, "is in Fortran order, but C order is required");
        refused("'>f4', 'fortran_order': False, 'shape': (2, 1), }", 8, "is of type >f4, but <f4 or <f8 is required");
        refused("'<i4', 'fortran_order': False, 'shape': (2, 1), }", 8, "is of type <i4, but <f4 or <f8 is required");
        refused("'<f4', 'fortran_order': False, 'shape': (2,), }", 8, "is of shape [2], but 2 axes are required");
        refused("'<f4', 'fortran_order': False, 'shape': (), }", 4, "is of shape [], but 2 axes are required");
        refused("'<f4', 'fortran_order': False, 'shape': (2, 0), }", 0, "has logits of 0 classes, but ");
        refused("'<f4', 'fortran_order': False, 'shape': (2, 3000000000), }", 0, "is of shape (2, 3000000000), but ");
        refused("[('a', '<f4')], 'fortran_order': False, 'shape': (2, 1), }", 8, "has a header without type");
        refused("'<f4', 'shape': (2, 1), }", 8, "has a header without order: {'descr': '<f4', 'shape': (2, 1), }");
        refused("'<f4', 'fortran_order': False, }", 8, "has a header without shape");
    }

    @Test
    void shortLongAndOtherFilesAreRefused() throws IOException {
        String header = "'<f4', 'fortran_order': False, 'shape': (2, 1), }";
        refused(header, 7, "has 76 bytes, but a shape of [2, 1] requires 77");
        refused(header, 9, "has 78 bytes, but a shape of [2, 1] requires 77");
        String most = "'<f8', 'fortran_order': False, 'shape': (2147483647, 67108864), }";
        refused(most, 8, "has 93 bytes, but a shape of [2147483647, 67108864] requires 1152921504");
        byte[] saved = NpyFiles.bytes(NpyFiles.SAVED);
        refused(Arrays.copyOf(saved, 60), "ends within its header");
        refused(Arrays.copyOf(saved, 4), "ends within its header");
        refused("not such a file".getBytes(StandardCharsets.US_ASCII), "does not begin as a .npy file does");
        saved[6] = 4;
        refused(saved, "is of version 4.0, but 1.0, 2.0 or 3.0 is required");
        saved[6] = 0;
        refused(saved, "is of version 0.0, but 1.0, 2.0 or 3.0 is required");
        saved[6] = 2;
        refused(saved, "has a header of 662372470 bytes, but at most 65536 are allowed");
        Arrays.fill(saved, 8, 12, (byte) -1);
        refused(saved, "has a header of 4294967295 bytes, but at most 65536 are allowed");
        assertThatThrownBy(() -> LogitsFile.open(folder.resolve("missing.npy")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void unequalSizesAreRefused() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, NpyFiles.bytes(NpyFiles.SAVED));
        NpyFiles.refused(() -> LogitsFile.open(path).scores(new int[3]), "3 true classes for the 2 items of " + path);
        NpyFiles.refused(() -> LogitsFile.write(path, new float[5], 3), "5 logits of 3 classes, but ");
        NpyFiles.refused(() -> LogitsFile.write(path, new float[0], 0), "0 logits of 0 classes, but ");
        assertThat(Files.readAllBytes(path)).isEqualTo(NpyFiles.bytes(NpyFiles.SAVED));
    }

    @Test
    void labelsThatDoNotFitAreRefusedByTheNameOfTheirFile() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, NpyFiles.bytes(NpyFiles.SAVED));
        LogitsFile file = LogitsFile.open(path);
        Path labels = folder.resolve("labels.npy");
        LogitsFile.writeLabels(labels, NpyFiles.LABELS);
        assertThat(file.labelsFrom(labels)).isEqualTo(NpyFiles.LABELS);
        LogitsFile.writeLabels(labels, new int[] {2, -1});
        NpyFiles.refused(() -> file.labelsFrom(labels), labels + ": label 1 is -1, but classes are 0..2");
        LogitsFile.writeLabels(labels, new int[] {2, 3});
        NpyFiles.refused(() -> file.labelsFrom(labels), labels + ": label 1 is 3, but classes are 0..2");
        LogitsFile.writeLabels(labels, new int[3]);
        NpyFiles.refused(() -> file.labelsFrom(labels), labels + " has 3 true classes, but " + path + " has 2 items");
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken.npy/inner"));
        assertThatThrownBy(() -> LogitsFile.write(taken.getParent(), new float[2], 2))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogitsFile.write(folder.resolve("nowhere/a.npy"), new float[2], 2))
                .isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken.getParent());
        }
    }

    private void refused(String header, int numberBytes, String reason) throws IOException {
        Path path = NpyFiles.npy(folder, 1, "{'descr': " + header, numberBytes, buffer -> {});
        NpyFiles.refused(() -> LogitsFile.open(path), path + " " + reason);
    }

    private void refused(byte[] content, String reason) throws IOException {
        Path path = Files.write(folder.resolve("refused.npy"), content);
        NpyFiles.refused(() -> LogitsFile.open(path), path + " " + reason);
    }
}

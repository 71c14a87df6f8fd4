package org.weightbalancing.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.CifarBinary;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.data.LongTail;
import org.weightbalancing.data.Split;

final class ImagesTest {

    private static final int CLASSES = 10;
    private static final int RECORD = 1 + 3 * 32 * 32;

    @TempDir
    Path folder;

    /** Sixty images in the format of CIFAR-10, classes 0 1 2 .. 9 0 1 .., each of them of one value of its own. */
    @BeforeEach
    void writeImages() throws IOException {
        for (int file = 1; file <= 5; file++) {
            write("data_batch_" + file + ".bin", 12 * (file - 1), 12);
        }
        write("test_batch.bin", 60, CLASSES);
    }

    private void write(String name, int first, int count) throws IOException {
        byte[] bytes = new byte[count * RECORD];
        for (int i = 0; i < bytes.length; i++) {
            int image = first + i / RECORD;
            bytes[i] = (byte) (i % RECORD == 0 ? image % CLASSES : image);
        }
        Files.write(folder.resolve(name), bytes);
    }

    private String trainedOn(String... sets) {
        String text = Yaml.SMALLEST.replace("cifar-100", "cifar-10").replace("100}", "6}");
        return Fingerprint.of(
                Images.open(Yaml.CATALOG, Yaml.read(text, sets), folder).train());
    }

    private String subset(LongTail.Subset kept, long seed) {
        LongTail longTail = new LongTail(LongTail.Profile.EXPONENTIAL, 6, kept, seed);
        return Fingerprint.of(longTail.subset(CifarBinary.CIFAR_10.read(folder, Split.TRAIN)));
    }

    @Test
    void theSubsetIsTheOneThatIsNamed() {
        assertThat(trainedOn()).isEqualTo(subset(LongTail.Subset.FIRST, 0));
        assertThat(trainedOn("data.long-tail.subset=numpy-shuffled"))
                .isEqualTo(subset(LongTail.Subset.NUMPY_SHUFFLED, 0))
                .isNotEqualTo(trainedOn());
        assertThat(trainedOn("data.long-tail.subset=numpy-shuffled", "data.long-tail.subset-seed=4294967295"))
                .isEqualTo(subset(LongTail.Subset.NUMPY_SHUFFLED, 4294967295L))
                .isNotEqualTo(subset(LongTail.Subset.NUMPY_SHUFFLED, 0));
    }

    @Test
    void aSubsetOfImagesThatAreDrawnOneByOneIsRefused() {
        Experiment drawn = Yaml.read(Yaml.SMALLEST, "data.source=drawn", "data.long-tail.subset=numpy-shuffled");
        assertThatThrownBy(() -> Images.open(Yaml.CATALOG, drawn, folder))
                .isInstanceOf(ExperimentException.class)
                .hasMessage("data.long-tail.subset is numpy-shuffled, but source drawn draws just the images it needs;"
                        + " write first");
    }
}

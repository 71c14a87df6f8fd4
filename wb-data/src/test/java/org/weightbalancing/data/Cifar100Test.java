package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real files; skipped unless the environment variable WB_DATA names a folder that holds cifar-100-binary. */
class Cifar100Test {
    private Path folder;

    @BeforeEach
    void requireTheFiles() {
        String path = System.getenv("WB_DATA");
        Assumptions.assumeTrue(
                path != null, "CIFAR-100 is not tested: WB_DATA does not name a folder with cifar-100-binary");
        folder = Path.of(path);
    }

    @Test
    void longTailedTrainingSetHasTheCountsOfThePublishedCode() {
        ImageSet train = CifarBinary.CIFAR_100.read(folder, Split.TRAIN);
        assertThat(train).hasToString("50000 images 32x32x3 in 100 classes");
        assertThat(train.classCounts()).containsOnly(500);
        ImageSet tail = new LongTail(LongTail.Profile.EXPONENTIAL, 100).subset(train);
        assertThat(tail.size()).isEqualTo(10847);
        assertThat(tail.classCounts()).isEqualTo(GoldenCounts.of("exp-c100-n50000-if1over100"));
    }

    @Test
    void testSetIsBalancedNamedAndUsesAllByteValues() {
        ImageSet test = CifarBinary.CIFAR_100.read(folder, Split.TEST);
        assertThat(test.classCounts()).containsOnly(100);
        assertThat(test.classNames()).startsWith("apple", "aquarium_fish").endsWith("worm");
        boolean[] seen = new boolean[256];
        for (byte value : test.store()) {
            seen[value & 0xff] = true;
        }
        assertThat(seen).containsOnly(true);
    }

    @Test
    void channelMeansAreThoseKnownForCifar100() {
        Normalization measured = Normalization.of(CifarBinary.CIFAR_100.read(folder, Split.TRAIN));
        // The widely used constants of CIFAR-100 are mean (0.5071, 0.4865, 0.4409), std (0.2673, 0.2564, 0.2762).
        assertThat(measured.mean()).satisfies(mean -> assertThat(difference(mean, 0.5071, 0.4865, 0.4409))
                .isLessThan(1e-4));
        assertThat(measured.std()).satisfies(std -> assertThat(difference(std, 0.2673, 0.2564, 0.2762))
                .isLessThan(1e-4));
    }

    private static double difference(float[] found, double... expected) {
        double[] gaps = new double[expected.length];
        Arrays.setAll(gaps, i -> Math.abs(found[i] - expected[i]));
        return Arrays.stream(gaps).max().orElseThrow();
    }
}

package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weightbalancing.data.ImageSet;

class ProbeTest {

    /** Grey images of one pixel: 30 of class 0, 10 of class 1, 4 of class 2. */
    private static ImageSet images() {
        int[] labels = new int[44];
        for (int i = 30; i < 44; i++) {
            labels[i] = i < 40 ? 1 : 2;
        }
        return ImageSet.of(new byte[44], 1, 1, 1, labels, List.of("a", "b", "c"));
    }

    @Test
    void theFirstTenImagesOfEachClassAreTaken() {
        List<ImageSet> taken = new ArrayList<>();
        Probe.of(images(), 44, Probe.Step.OF_EVERYTHING, set -> {
            taken.add(set);
            return network -> null;
        });
        assertThat(taken).singleElement().satisfies(set -> assertThat(set.classCounts())
                .containsExactly(10, 10, 4));
    }

    // Two images of each of 3,000 classes, in parts of 512.
    @Test
    void ofManyClassesFewerImagesAreTakenInParts() {
        int[] labels = IntStream.range(0, 9000).map(i -> i % 3000).toArray();
        List<String> names =
                IntStream.range(0, 3000).mapToObj(Integer::toString).toList();
        ImageSet many = ImageSet.of(new byte[9000], 1, 1, 1, labels, names);
        List<Integer> sizes = new ArrayList<>();
        Probe.of(many, 9000, Probe.Step.OF_EVERYTHING, set -> {
            sizes.add(set.size());
            return network -> null;
        });
        assertThat(sizes).hasSize(12).startsWith(512, 512).endsWith(6000 - 11 * 512);
    }

    // 24 images at 0.3 of a step each are 7.2 steps' worth: a two-hundredth of 1,440 images, or of 33 epochs of 44.
    @Test
    void theRarerTheShorterAnEpoch() {
        assertThat(every(1440, Probe.Step.OF_EVERYTHING)).isEqualTo(1);
        assertThat(every(44, Probe.Step.OF_EVERYTHING)).isEqualTo(33);
        assertThat(every(1440, Probe.Step.OF_THE_CLASSIFIER))
                .as("24 images in 1,440 are 3.3 two-hundredths")
                .isEqualTo(4);
    }

    private static int every(int epochLength, Probe.Step step) {
        return Probe.of(images(), epochLength, step, set -> network -> null).every();
    }

    @Test
    void theLastEpochIsAlwaysMeasured() {
        Probe probe = Probe.of(images(), 480, Probe.Step.OF_EVERYTHING, set -> network -> null);
        assertThat(probe.every()).isEqualTo(3);
        assertThat(IntStream.range(0, 8).filter(epoch -> probe.measures(epoch, 8)))
                .containsExactly(2, 5, 7);
        assertThat(IntStream.range(0, 8).filter(epoch -> Probe.none().measures(epoch, 8)))
                .isEmpty();
    }
}

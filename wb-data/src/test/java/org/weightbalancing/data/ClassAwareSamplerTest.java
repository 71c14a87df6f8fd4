package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassAwareSamplerTest {
    // Class 0 has images 0, 2 and 4, class 1 image 1, class 2 none, class 3 images 3 and 5.
    private static final int[] LABELS = {0, 1, 0, 3, 0, 3};

    @Test
    void eachRoundShowsEveryClassOnceWithTwoImagesInARow() {
        for (int epoch = 0; epoch < 50; epoch++) {
            int[] order = new ClassAwareSampler(2).order(LABELS, 4, 3, epoch);
            // The largest class has 3 images and 3 classes have one: 9 images, the second round is cut short.
            assertThat(order).hasSize(9);
            int[] classes = IntStream.of(order).map(i -> LABELS[i]).toArray();
            assertThat(classes[0]).isEqualTo(classes[1]);
            assertThat(classes[2]).isEqualTo(classes[3]);
            assertThat(classes[4]).isEqualTo(classes[5]);
            assertThat(Arrays.copyOf(classes, 6)).containsExactlyInAnyOrder(0, 0, 1, 1, 3, 3);
            assertThat(classes[6]).isEqualTo(classes[7]).isNotEqualTo(classes[8]);
        }
    }

    @Test
    void aClassGoesThroughAllItsImagesBeforeOneComesAgain() {
        int[] order = new ClassAwareSampler(4).order(TailedLabels.LABELS, 5, 9, 1);
        assertThat(order).hasSize(200);
        // Rounds of 16: 48 images of each of the four classes in 12 rounds.
        for (int c : new int[] {0, 1, 3, 4}) {
            int count = TailedLabels.COUNTS[c];
            int[] shown = IntStream.range(0, 192)
                    .map(i -> order[i])
                    .filter(i -> TailedLabels.LABELS[i] == c)
                    .toArray();
            assertThat(shown).hasSize(48);
            for (int at = 0; at < shown.length; at += count) {
                assertThat(Arrays.copyOfRange(shown, at, Math.min(at + count, 48)))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void theOrderOfClassesAndOfImagesIsDrawn() {
        assertThat(IntStream.range(0, 50)
                        .map(epoch -> LABELS[new ClassAwareSampler(1).order(LABELS, 4, 0, epoch)[0]])
                        .distinct()
                        .count())
                .isEqualTo(3);
        assertThat(IntStream.range(0, 50)
                        .map(epoch -> new ClassAwareSampler(1).order(LABELS, 4, 0, epoch)[0])
                        .distinct()
                        .count())
                .isEqualTo(6);
    }

    @Test
    void fourInARowAreUsual() {
        assertThat(new ClassAwareSampler()).isEqualTo(new ClassAwareSampler(4));
        assertThat(new ClassAwareSampler(Integer.MAX_VALUE).order(LABELS, 4, 0, 0))
                .hasSize(9);
    }

    @Test
    void refusesNoImagePerClassAndEpochsBeyondAnArray() {
        assertThatThrownBy(() -> new ClassAwareSampler(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("perClass is 0; at least 1 is needed");
        // 50,000 images of class 0 and one of each of 49,999 others.
        int[] labels =
                IntStream.range(0, 99_999).map(i -> Math.max(0, i - 49_999)).toArray();
        assertThatThrownBy(() -> new ClassAwareSampler().order(labels, 50_000, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An epoch of 50000 classes filled up to 50000 images would have 2500000000 images;"
                        + " at most 2147483647 are possible");
    }
}

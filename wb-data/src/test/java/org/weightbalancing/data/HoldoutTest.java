package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HoldoutTest {
    @Test
    void takesTheRoundedShareOfEachClass() {
        // Classes of 10, 5, 1 and 0 images: round(2.5) = 3, round(1.25) = 1, min(round(0.25), 0) = 0, 0.
        ImageSet set = TinyImages.labelled(1, 1, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2);
        Holdout.Parts parts = new Holdout(0.25, 7).split(set);
        assertThat(parts.validation().classCounts()).containsExactly(3, 1, 0, 0);
        assertThat(parts.train().classCounts()).containsExactly(7, 4, 1, 0);
    }

    @Test
    void aLargeFractionLeavesOneImageToLearnFrom() {
        ImageSet set = TinyImages.labelled(1, 1, 1, 2, 0, 0, 0, 1);
        assertThat(new Holdout(0.99, 1).split(set).train().classCounts()).containsExactly(1, 1);
    }

    @Test
    void noFractionGivesAnEmptyValidationSet() {
        Holdout.Parts parts = new Holdout(0, 1).split(TinyImages.cycling(9, 3));
        assertThat(parts.validation().size()).isZero();
        assertThat(TinyImages.numbers(parts.train())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Property(seed = "1", tries = 100)
    void partsAreAPartitionInOrder(
            @ForAll @IntRange(min = 0, max = 60) int size,
            @ForAll @DoubleRange(max = 0.99) double fraction,
            @ForAll long seed) {
        Holdout.Parts parts = new Holdout(fraction, seed).split(TinyImages.cycling(size, 4));
        int[] train = TinyImages.numbers(parts.train());
        int[] validation = TinyImages.numbers(parts.validation());
        assertThat(train).isSorted();
        assertThat(validation).isSorted();
        assertThat(IntStream.concat(IntStream.of(train), IntStream.of(validation))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
    }

    @Test
    void theSeedDecides() {
        ImageSet set = TinyImages.cycling(60, 3);
        int[] first = TinyImages.numbers(new Holdout(0.5, 1).split(set).validation());
        assertThat(TinyImages.numbers(new Holdout(0.5, 1).split(set).validation()))
                .isEqualTo(first);
        assertThat(TinyImages.numbers(new Holdout(0.5, 2).split(set).validation()))
                .isNotEqualTo(first);
    }

    @Test
    void everyImageIsHeldOutAsOftenAsAnother() {
        ImageSet set = TinyImages.cycling(10, 1);
        int[] times = new int[10];
        for (int seed = 0; seed < 2000; seed++) {
            for (int image :
                    TinyImages.numbers(new Holdout(0.3, seed).split(set).validation())) {
                times[image]++;
            }
        }
        // Expected 600, standard deviation sqrt(2000 * 0.3 * 0.7) = 20.5.
        assertThat(IntStream.of(times).boxed()).allSatisfy(n -> assertThat(n).isBetween(500, 700));
    }

    @Test
    void refusesFractionsOutsideItsRange() {
        for (double fraction : new double[] {-0.1, 1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new Holdout(fraction, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("fraction is " + fraction + "; allowed are 0 up to, not including, 1");
        }
    }
}

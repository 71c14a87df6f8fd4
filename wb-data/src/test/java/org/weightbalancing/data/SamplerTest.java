package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final List<Sampler> RANDOM = List.of(new InstanceSampler(), new ClassBalancedSampler());

    @Property(tries = 100)
    void instanceSamplingIsAPermutation(
            @ForAll @IntRange(max = 200) int size, @ForAll long seed, @ForAll @IntRange(max = 1000) int epoch) {
        int[] order = new InstanceSampler().order(new int[size], 1, seed, epoch);
        assertThat(IntStream.of(order).sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
    }

    @Test
    void seedAndEpochDecideTheOrder() {
        int[] labels = IntStream.range(0, 50).map(i -> i % 5).toArray();
        for (Sampler sampler : RANDOM) {
            int[] order = sampler.order(labels, 5, 1, 2);
            assertThat(sampler.order(labels, 5, 1, 2)).isEqualTo(order);
            assertThat(sampler.order(labels, 5, 1, 3)).isNotEqualTo(order);
            assertThat(sampler.order(labels, 5, 2, 2)).isNotEqualTo(order);
        }
    }

    @Test
    void sequentialSamplingKeepsTheOrder() {
        assertThat(new SequentialSampler().order(new int[4], 1, 9, 9)).containsExactly(0, 1, 2, 3);
        assertThat(new SequentialSampler().order(new int[0], 1, 9, 9)).isEmpty();
    }

    @Test
    void classBalancedSamplingShowsClassesAndTheirImagesEquallyOften() {
        // Class 0 has 90 images, class 1 none, class 2 ten: 50,000 draws are 25,000 of class 0 and of class 2.
        int[] labels = IntStream.range(0, 100).map(i -> i < 90 ? 0 : 2).toArray();
        int[] times = new int[100];
        for (int epoch = 0; epoch < 500; epoch++) {
            int[] order = new ClassBalancedSampler().order(labels, 3, 11, epoch);
            assertThat(order).hasSize(100);
            IntStream.of(order).forEach(i -> times[i]++);
        }
        // Standard deviations: 112 for a class, 17 for an image of class 0, 49 for one of class 2.
        assertThat(IntStream.range(90, 100).map(i -> times[i]).sum()).isBetween(24_400, 25_600);
        assertThat(IntStream.range(0, 90).map(i -> times[i]).boxed())
                .allSatisfy(n -> assertThat(n).isBetween(200, 355));
        assertThat(IntStream.range(90, 100).map(i -> times[i]).boxed())
                .allSatisfy(n -> assertThat(n).isBetween(2250, 2750));
    }

    @Test
    void classBalancedSamplingRefusesUnknownLabels() {
        assertThatThrownBy(() -> new ClassBalancedSampler().order(new int[] {0, 2}, 2, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Label 2 is not one of 2 classes");
    }

    @Test
    void noImagesGiveAnEmptyEpoch() {
        for (Sampler sampler : RANDOM) {
            assertThat(sampler.order(new int[0], 4, 1, 1)).isEmpty();
        }
    }
}

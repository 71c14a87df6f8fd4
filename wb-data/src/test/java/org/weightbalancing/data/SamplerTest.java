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
    private static final List<Sampler> RANDOM = List.of(
            new InstanceSampler(),
            new InstanceSampler(true),
            new ClassBalancedSampler(),
            PowerSampler.squareRoot(),
            PowerSampler.reverse(),
            new PowerSampler(0.5, false),
            new ProgressiveSampler(10, true),
            new ProgressiveSampler(10, false),
            new ClassAwareSampler(),
            new RepeatFactorSampler(0.9),
            new DeferredSampler(new InstanceSampler(), new ClassBalancedSampler(), 3));

    @Property(seed = "1", tries = 100)
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
    void ordersOfEarlierVersionsStay() {
        int[] labels = {0, 0, 0, 0, 2, 2, 0, 3, 2, 0};
        assertThat(new ClassBalancedSampler().order(labels, 4, 7, 3)).containsExactly(7, 0, 7, 8, 7, 5, 7, 5, 6, 4);
        assertThat(new InstanceSampler().order(labels, 4, 7, 3)).containsExactly(6, 4, 2, 1, 3, 5, 7, 9, 0, 8);
    }

    @Test
    void everyImageShownIsOneOfTheSet() {
        int[] labels = {4, 4, 4, 1, 4, 0, 4, 1, 4, 4};
        for (Sampler sampler : RANDOM) {
            for (int epoch = 0; epoch < 20; epoch++) {
                assertThat(IntStream.of(sampler.order(labels, 5, 6, epoch)).boxed())
                        .as("%s", sampler)
                        .hasSizeGreaterThanOrEqualTo(10)
                        .allSatisfy(image -> assertThat(image).isBetween(0, 9));
            }
        }
    }

    @Test
    void instanceSamplingWithReplacementRepeatsSomeAndShowsAllEquallyOften() {
        assertThat(new InstanceSampler()).isEqualTo(new InstanceSampler(false));
        int[] times = new int[20];
        for (int epoch = 0; epoch < 1000; epoch++) {
            int[] order = new InstanceSampler(true).order(new int[20], 1, 5, epoch);
            assertThat(order).hasSize(20);
            // All different: probability 20! / 20^20 = 2e-8.
            assertThat(IntStream.of(order).distinct().count()).isLessThan(20);
            IntStream.of(order).forEach(i -> times[i]++);
        }
        // Expected 1000, standard deviation 31.
        assertThat(IntStream.of(times).boxed()).allSatisfy(n -> assertThat(n).isBetween(875, 1125));
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
    void samplingByClassRefusesUnknownLabels() {
        List<Sampler> byClass = List.of(
                new ClassBalancedSampler(),
                PowerSampler.reverse(),
                new ProgressiveSampler(1, true),
                new ClassAwareSampler(),
                new RepeatFactorSampler(1));
        for (Sampler sampler : byClass) {
            assertThatThrownBy(() -> sampler.order(new int[] {0, 2}, 2, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Label 2 is not one of 2 classes");
            assertThatThrownBy(() -> sampler.order(new int[] {-1}, 2, 0, 0)).hasMessageContaining("Label -1");
        }
    }

    @Test
    void noImagesGiveAnEmptyEpoch() {
        for (Sampler sampler : RANDOM) {
            assertThat(sampler.order(new int[0], 4, 1, 1)).isEmpty();
        }
    }
}

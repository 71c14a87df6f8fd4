package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DeferredSamplerTest {
    // Shows the epoch it is asked for.
    private static final Sampler TELLING = (labels, classes, seed, epoch) -> new int[] {epoch};
    private static final Sampler NONE = (labels, classes, seed, epoch) -> new int[0];

    @Test
    void theSecondSamplerBeginsWithItsEpoch() {
        Sampler deferred = new DeferredSampler(NONE, TELLING, 160);
        assertThat(deferred.order(new int[1], 1, 0, 0)).isEmpty();
        assertThat(deferred.order(new int[1], 1, 0, 159)).isEmpty();
        assertThat(deferred.order(new int[1], 1, 0, 160)).containsExactly(160);
        assertThat(deferred.order(new int[1], 1, 0, 161)).containsExactly(161);
        assertThat(new DeferredSampler(NONE, TELLING, 0).order(new int[1], 1, 0, 0))
                .containsExactly(0);
    }

    @Test
    void ordersAreThoseOfTheSamplers() {
        Sampler deferred = new DeferredSampler(new InstanceSampler(), new ClassBalancedSampler(), 2);
        assertThat(TailedLabels.order(deferred, 1)).isEqualTo(TailedLabels.order(new InstanceSampler(), 1));
        assertThat(TailedLabels.order(deferred, 2)).isEqualTo(TailedLabels.order(new ClassBalancedSampler(), 2));
    }

    @Test
    void refusesNegativeEpochs() {
        assertThatThrownBy(() -> new DeferredSampler(NONE, NONE, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epoch is -1; epochs are counted from 0");
    }
}

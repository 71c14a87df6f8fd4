package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CosineScheduleGoldenTest {

    @Test
    void bothTimingsGiveTheReferenceRates() {
        JsonNode cases = Golden.read("f4_optim/lr.json").get("cases");
        assertThat(cases).isNotEmpty();
        for (JsonNode c : cases) {
            compare(c, "seed_lr_per_epoch", Timing.BEFORE_EPOCH);
            compare(c, "standard_order_lr_per_epoch", Timing.AFTER_EPOCH);
        }
    }

    private static void compare(JsonNode c, String key, Timing timing) {
        int epochs = c.get("T_max").asInt();
        CosineSchedule schedule = new CosineSchedule(
                c.get("base_lr").asDouble(), epochs, c.get("eta_min").asDouble(), timing);
        assertThat(c.get(key)).hasSize(epochs);
        for (int e = 0; e < epochs; e++) {
            assertThat(schedule.valueAt(0, e)).isCloseTo(c.get(key).get(e).asDouble(), within(1e-12));
        }
    }
}

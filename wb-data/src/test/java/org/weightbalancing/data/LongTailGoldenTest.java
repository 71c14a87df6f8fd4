package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LongTailGoldenTest {
    static List<JsonNode> cases() {
        return GoldenCounts.cases();
    }

    @Test
    void thereAreCasesOfBothProfiles() {
        assertThat(cases()).extracting(item -> item.get("type").asText()).contains("exp", "step");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsAreThoseOfThePublishedCode(JsonNode item) {
        LongTail.Profile profile =
                switch (item.get("type").asText()) {
                    case "exp" -> LongTail.Profile.EXPONENTIAL;
                    case "step" -> LongTail.Profile.STEP;
                    default -> LongTail.Profile.NONE;
                };
        LongTail tail = new LongTail(profile, 1 / item.get("imb_factor").asDouble());
        int[] counts =
                tail.counts(item.get("classes").asInt(), item.get("total").asInt());
        // For an odd number of classes the published code's STEP gives one class fewer.
        assertThat(counts).startsWith(GoldenCounts.counts(item));
        assertThat(counts).hasSize(item.get("classes").asInt());
    }
}

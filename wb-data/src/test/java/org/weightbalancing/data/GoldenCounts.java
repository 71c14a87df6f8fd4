package org.weightbalancing.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Class counts computed by the published code. */
final class GoldenCounts {
    private GoldenCounts() {}

    static List<JsonNode> cases() {
        try (InputStream in = GoldenCounts.class.getResourceAsStream("/golden/f1_counts/counts.json")) {
            JsonNode all = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(all.spliterator(), false).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int[] of(String id) {
        return counts(cases().stream()
                .filter(item -> item.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow());
    }

    static int[] counts(JsonNode item) {
        JsonNode counts = item.get("counts");
        return IntStream.range(0, counts.size()).map(i -> counts.get(i).asInt()).toArray();
    }
}

package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The weight decay that a stage trains with, as its resolved experiment says. */
final class WeightDecays {

    private WeightDecays() {}

    /**
     * The decay of a stage, summed over its weight-decay regularizers; 0 without one.
     *
     * @return nothing if the experiment has no such stage, or a decay is no finite number of at least 0
     */
    static Optional<Double> of(JsonNode experiment, String stage) {
        for (JsonNode settings : experiment.path("stages")) {
            if (settings.path("name").asText().equals(stage)) {
                return sum(settings.path("regularizers"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Double> sum(JsonNode regularizers) {
        double sum = 0;
        for (JsonNode regularizer : regularizers) {
            if (regularizer.path("name").asText().equals("weight-decay")) {
                sum += number(regularizer.path("decay").asText());
            }
        }
        return sum >= 0 && Double.isFinite(sum) ? Optional.of(sum) : Optional.empty();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}

package org.weightbalancing.app.result;

import java.util.Optional;
import org.weightbalancing.train.CheckpointPolicy;

/**
 * A method after its logits were divided by a temperature.
 *
 * @param temperature T; of two, their geometric mean
 * @param atBound whether the images ask for one beyond what is tried, which ends there
 * @param fittedOn which images it suits
 * @param measured on the test images
 */
public record TemperatureScaled(double temperature, boolean atBound, FittedOn fittedOn, Measured measured) {

    /** One temperature for all images. */
    public TemperatureScaled(double temperature, FittedOn fittedOn, Measured measured) {
        this(temperature, Temperatures.same(temperature, 1).atBound(), fittedOn, measured);
    }

    /** Images that a temperature is fitted on. */
    public enum FittedOn {
        /** The validation images. */
        VALIDATION("validation"),
        /** There are none: each half of the test images has the temperature that suits the other half. */
        TEST_HALVES("the other half of the test");

        private final String words;

        FittedOn(String words) {
            this.words = words;
        }

        /** As files and texts have it, before "images". */
        @Override
        public String toString() {
            return words;
        }
    }

    /** The warning that its numbers carry, whatever the method's own is. */
    Optional<String> stamp() {
        return fittedOn == FittedOn.TEST_HALVES ? CheckpointPolicy.BEST_ON_TEST.stamp() : Optional.empty();
    }
}

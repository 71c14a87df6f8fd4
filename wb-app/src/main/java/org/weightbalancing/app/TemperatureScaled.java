package org.weightbalancing.app;

import java.util.Optional;
import org.weightbalancing.eval.adjustment.Temperature;
import org.weightbalancing.train.CheckpointPolicy;

/**
 * A method after its logits were divided by a temperature.
 *
 * @param temperature T; of two, their geometric mean
 * @param fittedOn which images it suits
 * @param measured on the test images
 */
record TemperatureScaled(double temperature, FittedOn fittedOn, Measured measured) {

    /** Images that a temperature is fitted on. */
    enum FittedOn {
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

    /** Whether the images ask for a temperature beyond what is tried, which ends there. */
    boolean atBound() {
        return temperature <= Temperature.SMALLEST || temperature >= Temperature.LARGEST;
    }
}

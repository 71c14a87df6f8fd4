package org.weightbalancing.train;

/** Checks of the numbers that schedules and updaters are made of. */
final class Rates {

    private Rates() {}

    static void require(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed is a finite number from 0");
        }
    }

    static void requireEpochs(String name, int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(name + " is " + epochs + ", allowed is 1 or more");
        }
    }
}

package org.weightbalancing.app.search;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a trial is to try.
 *
 * @param coordinates of the parameters in the unit cube, one from 0 to below 1 for each dimension of the space, also for
 *     those that do not matter; empty for parameters that were not drawn from a cube
 * @param parameters at those coordinates
 * @param budget steps after which the trial ends, 1 or more; empty for as many as it likes
 * @param parent number of the trial whose checkpoint this one goes on from, with equal parameters and a smaller budget
 */
public record Proposal(List<Double> coordinates, Parameters parameters, OptionalInt budget, OptionalInt parent) {

    /** Copies the coordinates and checks them. */
    public Proposal {
        coordinates = List.copyOf(coordinates);
        for (double coordinate : coordinates) {
            if (!(coordinate >= 0 && coordinate < 1)) {
                throw new IllegalArgumentException("a coordinate is " + coordinate + ", allowed is 0 to below 1");
            }
        }
        if (budget.isPresent() && budget.getAsInt() < 1) {
            throw new IllegalArgumentException("budget is " + budget.getAsInt() + ", allowed is 1 or more");
        }
    }

    /** A trial with no end set and no parent. */
    public static Proposal of(List<Double> coordinates, Parameters parameters) {
        return new Proposal(coordinates, parameters, OptionalInt.empty(), OptionalInt.empty());
    }
}

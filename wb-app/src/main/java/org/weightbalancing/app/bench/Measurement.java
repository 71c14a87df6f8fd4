package org.weightbalancing.app.bench;

import java.util.List;

/**
 * The images/s of every counted step of one contestant.
 *
 * @param rounds the steps of each round, in their order
 */
public record Measurement(List<List<Double>> rounds) {

    /** Keeps its own copies of the lists. */
    public Measurement {
        rounds = rounds.stream().map(List::copyOf).toList();
    }

    /** The median over all steps, of an even number of them the mean of the middle two; NaN if there are none. */
    public double median() {
        return Median.of(all());
    }

    /** The fastest step; NaN if there are none. */
    public double best() {
        return all().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The number of steps. */
    public int steps() {
        return all().size();
    }

    /** The median of each round. */
    public List<Double> roundMedians() {
        return rounds.stream().map(Median::of).toList();
    }

    private List<Double> all() {
        return rounds.stream().flatMap(List::stream).toList();
    }
}

package org.weightbalancing.app.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was measured of one task.
 *
 * @param wb the steps of wb
 * @param other the steps of what it was compared with, in as many rounds
 */
public record TaskResult(Task task, Measurement wb, Optional<Measurement> other) {

    /** Checks that each round has both. */
    public TaskResult {
        int rounds = wb.rounds().size();
        other.map(Measurement::rounds)
                .map(List::size)
                .filter(count -> count != rounds)
                .ifPresent(count -> {
                    throw new IllegalArgumentException("the other has " + count + " rounds, but wb has " + rounds);
                });
    }

    /** The medians of each round side by side; none if wb was alone. */
    public List<Pair> pairs() {
        List<Double> own = wb.roundMedians();
        return other.map(Measurement::roundMedians)
                .map(medians -> IntStream.range(0, own.size())
                        .mapToObj(round -> new Pair(own.get(round), medians.get(round)))
                        .toList())
                .orElse(List.of());
    }

    /** The ratios of the pairs, summed up; empty if wb was alone. */
    public Optional<Ratio> ratio() {
        return other.map(measured -> Ratio.of(pairs()));
    }
}

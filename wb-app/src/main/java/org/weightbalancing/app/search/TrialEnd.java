package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How a trial ended.
 *
 * @param status how
 * @param score finite; there if it is complete, perhaps there if it was pruned, never else
 * @param measures by name
 * @param reason in words; there unless the trial is complete or pruned
 */
record TrialEnd(TrialStatus status, OptionalDouble score, Map<String, Double> measures, Optional<String> reason) {

    private static final String SCORE = "score";
    private static final String REASON = "reason";

    TrialEnd {
        measures = Map.copyOf(measures);
        boolean scored = status == TrialStatus.COMPLETE;
        if (!status.ended()) {
            throw new IllegalArgumentException("a trial cannot end as " + status.word());
        }
        if (score.isPresent() && !Double.isFinite(score.getAsDouble())) {
            throw new IllegalArgumentException("the score of a trial is " + score.getAsDouble()
                    + ", allowed are finite numbers; a trial that has none has failed");
        }
        if (scored != score.isPresent() && status != TrialStatus.PRUNED) {
            throw new IllegalArgumentException(
                    "a trial ends as " + status.word() + (scored ? " without" : " with") + " a score");
        }
        if (!scored && status != TrialStatus.PRUNED && reason.isEmpty()) {
            throw new IllegalArgumentException("a trial ends as " + status.word() + " without a reason");
        }
    }

    void write(ObjectNode line) {
        line.put("status", status.word());
        score.ifPresent(value -> line.set(SCORE, StoredValue.number(value)));
        ObjectNode named = line.putObject("measures");
        new TreeMap<>(measures).forEach((name, value) -> named.set(name, StoredValue.number(value)));
        reason.ifPresent(text -> line.put(REASON, text));
    }

    /**
     * Reads the end of a line that ends a trial.
     *
     * @throws StudyException if it has another form
     * @throws IllegalArgumentException if it says what cannot be
     */
    static TrialEnd parse(StoredObject line) {
        String word = line.text("status");
        TrialStatus status = Arrays.stream(TrialStatus.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> line.refused("status", "complete, pruned, failed, timed-out or lost"));
        StoredObject named = line.object("measures");
        Map<String, Double> measures = new TreeMap<>();
        named.keys().forEach(name -> measures.put(name, named.number(name)));
        return new TrialEnd(
                status,
                line.has(SCORE) ? OptionalDouble.of(line.number(SCORE)) : OptionalDouble.empty(),
                measures,
                line.has(REASON) ? Optional.of(line.text(REASON)) : Optional.empty());
    }
}

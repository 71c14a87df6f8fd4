package org.weightbalancing.app.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the whole lines of a journal say of a trial. What follows the line that ends the trial does not count.
 *
 * @param curve the values reported by step
 * @param end how it ended, if it did
 * @param released whether its owner gave it back
 * @param seconds after the claim that the last line was written
 * @param faults a sentence for each line that is damaged
 * @param torn a sentence on what follows the last whole line, if anything does
 */
record Journal(
        SortedMap<Integer, Double> curve,
        Optional<TrialEnd> end,
        boolean released,
        double seconds,
        List<String> faults,
        Optional<String> torn) {

    static final String TRIAL = "trial";
    static final String EVENT = "event";
    static final String STARTED = "started";
    static final String VALUE = "value";
    static final String ENDED = "ended";
    static final String RELEASED = "released";
    static final String SECONDS = "seconds";
    static final String STEP = "step";

    /**
     * Reads a journal.
     *
     * @param place its file
     * @param number of its trial
     * @param text of it
     */
    static Journal parse(String place, int number, byte[] text) {
        Reading reading = new Reading(number);
        int begin = 0;
        int line = 1;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                reading.line(place + ", line " + line, Arrays.copyOfRange(text, begin, i));
                begin = i + 1;
                line++;
            }
        }
        Optional<String> torn = begin < text.length
                ? Optional.of(place + ", line " + line + " is torn and does not count: "
                        + new String(text, begin, text.length - begin, StandardCharsets.UTF_8))
                : Optional.empty();
        return reading.journal(torn);
    }

    /** What a journal that is not there says. */
    static Journal missing(String place) {
        return new Journal(
                new TreeMap<>(),
                Optional.empty(),
                false,
                0,
                List.of(place + " is missing; the trial counts as not ended"),
                Optional.empty());
    }

    /** The record of a claimed trial with this journal. */
    TrialRecord record(ClaimNote note) {
        return new TrialRecord(
                note.number(),
                note.proposal(),
                end.map(TrialEnd::status).orElse(released ? TrialStatus.WAITING : TrialStatus.RUNNING),
                end.map(TrialEnd::score).orElse(OptionalDouble.empty()),
                end.map(TrialEnd::measures).orElse(Map.of()),
                curve,
                end.flatMap(TrialEnd::reason),
                note.owner().host(),
                note.started(),
                seconds);
    }

    /** The same without an end. */
    Journal open() {
        return new Journal(curve, Optional.empty(), released, seconds, faults, torn);
    }

    private static final class Reading {
        private final int number;
        private final SortedMap<Integer, Double> curve = new TreeMap<>();
        private final List<String> faults = new ArrayList<>();
        private Optional<TrialEnd> end = Optional.empty();
        private boolean released;
        private double seconds;

        Reading(int number) {
            this.number = number;
        }

        void line(String place, byte[] text) {
            if (end.isPresent()) {
                return;
            }
            try {
                StoredObject line = StoredObject.parse(place, text);
                if (line.whole(TRIAL) != number) {
                    throw line.refused(TRIAL, "the trial of the folder, " + number);
                }
                double at = line.number(SECONDS);
                event(line);
                seconds = at;
            } catch (StudyException e) {
                faults.add(e.getMessage() + "; the line does not count");
            } catch (IllegalArgumentException e) {
                faults.add(place + ": " + e.getMessage() + "; the line does not count");
            }
        }

        private void event(StoredObject line) {
            switch (line.text(EVENT)) {
                case STARTED -> {}
                case VALUE -> value(line);
                case ENDED -> end = Optional.of(TrialEnd.parse(line));
                case RELEASED -> released = true;
                default -> throw line.refused(EVENT, String.join(", ", STARTED, VALUE, ENDED, RELEASED));
            }
        }

        private void value(StoredObject line) {
            if (line.whole(STEP) < 1) {
                throw line.refused(STEP, "1 or more");
            }
            curve.put(line.whole(STEP), line.number(VALUE));
        }

        Journal journal(Optional<String> torn) {
            return new Journal(curve, end, released, seconds, List.copyOf(faults), torn);
        }
    }
}

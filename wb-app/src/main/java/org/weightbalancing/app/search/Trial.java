package org.weightbalancing.app.search;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * A trial that is being run, as its objective sees it.
 *
 * <p>Made by the study; all methods are for the trial's own thread.
 */
public final class Trial {

    /** Hears what a trial reports. */
    @FunctionalInterface
    interface Notes {
        /**
         * Writes the last value of a curve to the journal.
         *
         * @throws PrunedException if the trial is given up
         */
        void report(SortedMap<Integer, Double> curve);
    }

    private final int number;
    private final Proposal proposal;
    private final Path folder;
    private final Optional<Path> parentFolder;
    private final Notes notes;
    private final SortedMap<Integer, Double> curve = new TreeMap<>();
    private final Map<String, Double> measures = new TreeMap<>();
    private Optional<StudyException> unwritten = Optional.empty();
    private volatile boolean cut;

    Trial(int number, Proposal proposal, Path folder, Optional<Path> parentFolder, Notes notes) {
        this.number = number;
        this.proposal = proposal;
        this.folder = folder;
        this.parentFolder = parentFolder;
        this.notes = notes;
    }

    /** Its number in the study, from 0. */
    public int number() {
        return number;
    }

    /** What it tries. */
    public Parameters parameters() {
        return proposal.parameters();
    }

    /** The steps after which it should end; empty for as many as it likes. */
    public OptionalInt budget() {
        return proposal.budget();
    }

    /** A folder of its own, which is there; kept with the study, unless the trial is given back or taken over. */
    public Path folder() {
        return folder;
    }

    /** The folder of the trial that this one goes on from, if it is a promotion. */
    public Optional<Path> parentFolder() {
        return parentFolder;
    }

    /**
     * Notes the value of the objective after a step, such as an epoch.
     *
     * @param step from 1, larger than the one before
     * @param value of the objective by now, may be NaN
     * @throws PrunedException if the trial is not worth going on
     * @throws IllegalArgumentException if the step is not larger than the one before
     * @throws CancellationException if the time of the trial is over or the study is being stopped
     */
    public void report(int step, double value) {
        if (cut) {
            throw new CancellationException("trial " + number + " is over: its time is up, or the study stops");
        }
        int last = curve.isEmpty() ? 0 : curve.lastKey();
        if (step <= last) {
            throw new IllegalArgumentException(
                    "step " + step + " is reported after step " + last + "; steps grow, from 1");
        }
        curve.put(step, value);
        try {
            notes.report(Collections.unmodifiableSortedMap(curve));
        } catch (StudyException e) {
            unwritten = Optional.of(e);
            throw e;
        }
    }

    /**
     * Notes another number of the trial, to be shown, or for constraints.
     *
     * @param name of the measure; the last value counts
     * @param value may be NaN
     */
    public void measure(String name, double value) {
        measures.put(name, value);
    }

    /** What {@link #measure} was told. */
    Map<String, Double> measures() {
        return Collections.unmodifiableMap(measures);
    }

    /** Why a value could not be written to the journal, if one could not. */
    Optional<StudyException> unwritten() {
        return unwritten;
    }

    /** The last value reported. */
    OptionalDouble lastValue() {
        return curve.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(curve.get(curve.lastKey()));
    }

    /** Lets nothing more be reported; the only method for another thread. */
    void cut() {
        cut = true;
    }

    /** Whether nothing more counts of what the trial does. */
    boolean isCut() {
        return cut;
    }
}

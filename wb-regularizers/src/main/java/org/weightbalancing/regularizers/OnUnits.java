package org.weightbalancing.regularizers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lets another rule act on chosen units only, for instance on the rows of a classifier that belong to few-shot classes.
 *
 * <p>In all three moments the rule meets a parameter that consists of the chosen units alone, in their order: a radius
 * that {@link MaxNorm#fraction} derives, say, comes from their norms. All other units keep their exact bits, in the
 * parameter, its gradient and the bias of its layer. It copies the chosen units back and forth, so a rule for all units
 * is faster without it.
 *
 * <p>A parameter that is not a weight counts as one unit for each entry, so that {@code classifier()} with its bias fits:
 * both have one unit for each class. A rule that remembers needs an instance of its own for each group of units. Source:
 * the decay of chosen rows follows Hasegawa and Sato, Exploring Weight Balancing on Long-Tailed Recognition Problem, ICLR
 * 2024.
 */
public final class OnUnits implements Regularizer, Resumable {

    private static final String OWNER = "OnUnits";

    private final Regularizer rule;
    private final int[] units;
    private final OptionalInt total;

    private OnUnits(Regularizer rule, int[] units, OptionalInt total) {
        if (units.length == 0) {
            throw new IllegalArgumentException((total.isPresent() ? "0 of " + total.getAsInt() : "0")
                    + " units are chosen, but at least one is required");
        }
        this.rule = rule;
        this.units = units;
        this.total = total;
    }

    /**
     * Chooses units by their numbers, of every parameter that the filter selects.
     *
     * @param units at least one unit, each named once and at least 0; of a classifier, the classes
     */
    public OnUnits(Regularizer rule, int[] units) {
        this(rule, units.clone(), OptionalInt.empty());
        BitSet seen = new BitSet();
        for (int unit : units) {
            if (unit < 0 || seen.get(unit)) {
                throw new IllegalArgumentException("chosen unit = " + unit
                        + (unit < 0
                                ? ", but numbers >= 0 are required"
                                : ", twice, but distinct numbers are required"));
            }
            seen.set(unit);
        }
    }

    /**
     * Chooses units by a mark on each, of every parameter that the filter selects.
     *
     * @param chosen [units]: true for the units to act on, at least one; a parameter with another number of units is
     *     refused
     */
    public OnUnits(Regularizer rule, boolean[] chosen) {
        this(
                rule,
                IntStream.range(0, chosen.length).filter(unit -> chosen[unit]).toArray(),
                OptionalInt.of(chosen.length));
    }

    /** Returns the rule that acts on the chosen units. */
    public Regularizer rule() {
        return rule;
    }

    /**
     * Lets the rule begin on the chosen units.
     *
     * @throws IllegalArgumentException if the parameter has another number of units than were chosen from, or lacks one of
     *     those chosen by number
     */
    @Override
    public void begin(Filters filters) {
        onChosen(filters, rule::begin);
    }

    @Override
    public void gradient(Filters filters, INDArray gradient, int batch) {
        check(filters);
        try (UnitSelection ofGradient = new UnitSelection(gradient, filters.unitAxes(), units)) {
            onChosen(filters, part -> rule.gradient(part, ofGradient.values(), batch));
            ofGradient.writeBack();
        }
    }

    @Override
    public void project(Filters filters) {
        onChosen(filters, rule::project);
    }

    /** Returns what the rule within remembers, with the numbers of the units; empty if it remembers nothing. */
    @Override
    public byte[] state() {
        byte[] within = RuleState.of(rule);
        return within.length == 0 ? within : RuleState.write(OWNER, out -> write(within, out));
    }

    @Override
    public void restore(byte[] state) {
        boolean wrapped = state.length > 0 && rule instanceof Resumable;
        RuleState.restore(rule, wrapped ? RuleState.read(OWNER, state, this::read) : state);
    }

    @Override
    public String toString() {
        return rule + " on " + units.length + (total.isPresent() ? " of " + total.getAsInt() : "") + " units";
    }

    private void write(byte[] within, DataOutputStream out) throws IOException {
        out.writeInt(units.length);
        for (int unit : units) {
            out.writeInt(unit);
        }
        out.write(within);
    }

    private byte[] read(DataInputStream in) throws IOException {
        boolean same = RuleState.count(in) == units.length;
        for (int i = 0; same && i < units.length; i++) {
            same = in.readInt() == units[i];
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "state of " + this + " is one of other units than " + Arrays.toString(units));
        }
        return in.readAllBytes();
    }

    private void onChosen(Filters filters, Consumer<Filters> moment) {
        check(filters);
        try (UnitSelection part = new UnitSelection(filters.values(), filters.unitAxes(), units)) {
            if (filters.bias().isEmpty()) {
                moment.accept(filters.with(part.values(), Optional.empty()));
            } else {
                Filters bias = filters.bias().get();
                try (UnitSelection ofBias = new UnitSelection(bias.values(), bias.unitAxes(), units)) {
                    moment.accept(
                            filters.with(part.values(), Optional.of(bias.with(ofBias.values(), Optional.empty()))));
                    ofBias.writeBack();
                }
            }
            part.writeBack();
        }
    }

    private void check(Filters filters) {
        if (total.isPresent() && filters.units() != total.getAsInt()) {
            throw new IllegalArgumentException("units are chosen from " + total.getAsInt() + ", but parameter "
                    + filters.name() + " has " + filters.units());
        }
        int last = IntStream.of(units).max().orElseThrow();
        if (last >= filters.units()) {
            throw new IllegalArgumentException("unit " + last + " is chosen, but parameter " + filters.name()
                    + " has units 0.." + (filters.units() - 1));
        }
    }
}

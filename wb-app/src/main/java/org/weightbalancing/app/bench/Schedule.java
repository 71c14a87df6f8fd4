package org.weightbalancing.app.bench;

/**
 * How much is measured.
 *
 * @param rounds turns of each contestant, at least 1
 * @param steps of a turn, at least 1
 * @param warmup steps before the first turn, which count nowhere, at least 1
 */
public record Schedule(int rounds, int steps, int warmup) {

    private static final int STOCK_SHARE = 10;

    /** Checks the numbers. */
    public Schedule {
        atLeastOne("rounds", rounds);
        atLeastOne("steps", steps);
        atLeastOne("warmup", warmup);
    }

    /** As many rounds of a tenth of the steps, at least one: DL4J's own layers are some thirty times slower. */
    public Schedule forStock() {
        return new Schedule(rounds, Math.max(1, steps / STOCK_SHARE), Math.max(1, warmup / STOCK_SHARE));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be at least 1");
        }
    }
}

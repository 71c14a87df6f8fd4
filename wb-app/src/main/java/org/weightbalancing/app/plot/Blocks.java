package org.weightbalancing.app.plot;

/** Cuts places into equal runs, so that at most so many remain; the last run may be shorter. */
record Blocks(int places, int size) {

    static Blocks of(int places, int most) {
        return new Blocks(places, Math.max(1, (places + most - 1) / most));
    }

    int count() {
        return (places + size - 1) / size;
    }

    int from(int block) {
        return block * size;
    }

    int to(int block) {
        return Math.min(places, from(block) + size);
    }

    /** What an axis adds to its label: nothing for runs of one. */
    String words() {
        return size == 1 ? "" : " (blocks of " + size + ")";
    }
}

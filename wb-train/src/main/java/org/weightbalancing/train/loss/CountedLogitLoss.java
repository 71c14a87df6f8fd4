package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A logit loss that depends on the number of training images of each class. */
abstract class CountedLogitLoss extends LogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("counts")
    private final int[] counts;

    CountedLogitLoss(int[] counts) {
        if (counts.length < 2) {
            throw new IllegalArgumentException("counts of " + counts.length + " classes, at least 2 are needed");
        }
        ClassPriors.require(counts);
        this.counts = counts.clone();
    }

    /** Training images of each class [C], a copy. */
    public final int[] counts() {
        return counts.clone();
    }

    @Override
    Settings settings() {
        return new Settings().perClass(counts);
    }

    @Override
    final void requireClasses(int classes) {
        if (classes != counts.length) {
            throw new IllegalArgumentException(
                    name() + " has counts of " + counts.length + " classes, the logits have " + classes);
        }
    }
}

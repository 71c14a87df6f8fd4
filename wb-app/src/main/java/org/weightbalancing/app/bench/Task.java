package org.weightbalancing.app.bench;

import java.util.Locale;

/** What a step does with its batch. */
public enum Task {
    /** Forward, backward and the change of the parameters. */
    TRAIN,
    /** Class probabilities. */
    INFER;

    /** The name in options, requests and results: {@code train} or {@code infer}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

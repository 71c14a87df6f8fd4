package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects why files of a run cannot be used, so that each costs its own part of the page alone. */
final class Damage {

    private final List<String> sentences = new ArrayList<>();

    /** What is read, or something else where the file is malformed. */
    <T> T or(T otherwise, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ReportException e) {
            sentences.add(e.getMessage());
            return otherwise;
        }
    }

    /** One sentence for each file, with its line. */
    List<String> sentences() {
        return List.copyOf(sentences);
    }
}

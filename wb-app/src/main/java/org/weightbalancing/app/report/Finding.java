package org.weightbalancing.app.report;

/**
 * Something that a run shows, in plain sentences.
 *
 * @param kind how much it matters
 * @param topic what it is about, in one or two words
 * @param text with its numbers
 */
record Finding(Kind kind, String topic, String text) {

    /** How much it matters. */
    enum Kind {
        /** What must be known before any number is used. */
        WARNING,
        /** What the run shows. */
        RESULT,
        /** What explains the tables. */
        NOTE
    }

    static Finding warning(String topic, String text) {
        return new Finding(Kind.WARNING, topic, text);
    }

    static Finding result(String topic, String text) {
        return new Finding(Kind.RESULT, topic, text);
    }

    static Finding note(String topic, String text) {
        return new Finding(Kind.NOTE, topic, text);
    }
}

package org.weightbalancing.app.system;

/**
 * One fact about this installation, judged.
 *
 * @param level how it is judged
 * @param what the subject in one or two words, such as "backend"
 * @param found what was found
 * @param remedy what to do about it; empty where nothing need be done
 */
public record Fact(Level level, String what, String found, String remedy) {
    /** How a fact is judged. */
    public enum Level {
        /** As it should be. */
        OK,
        /** wb runs, but slower or with less than it could. */
        WARN,
        /** wb cannot run. */
        FAULT
    }

    static Fact ok(String what, String found) {
        return new Fact(Level.OK, what, found, "");
    }

    static Fact warn(String what, String found, String remedy) {
        return new Fact(Level.WARN, what, found, remedy);
    }

    static Fact fault(String what, String found, String remedy) {
        return new Fact(Level.FAULT, what, found, remedy);
    }
}

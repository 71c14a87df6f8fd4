package org.weightbalancing.app.system;

/**
 * One fact about this installation, judged.
 *
 * @param level how it is judged
 * @param what the subject in one or two words, such as "backend"
 * @param found what was found
 * @param remedy what to do about it; empty where nothing need be done
 */
public record Finding(Level level, String what, String found, String remedy) {
    /** How a fact is judged. */
    public enum Level {
        /** As it should be. */
        OK,
        /** wb runs, but slower or with less than it could. */
        WARN,
        /** wb cannot run. */
        FAULT
    }

    static Finding ok(String what, String found) {
        return new Finding(Level.OK, what, found, "");
    }

    static Finding warn(String what, String found, String remedy) {
        return new Finding(Level.WARN, what, found, remedy);
    }

    static Finding fault(String what, String found, String remedy) {
        return new Finding(Level.FAULT, what, found, remedy);
    }
}

package org.weightbalancing.app.setting;

/** A broken rule between settings, with the path of the setting to point at, relative to the record that refuses. */
public final class InvalidSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /** The message is the path and the problem, so the problem goes on from it: "is 3; allowed: ...". */
    public InvalidSetting(String path, String problem) {
        super(path + " " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** Where the setting is, from the record that refuses it, such as {@code schedule.timing}. */
    public String path() {
        return path;
    }

    /** How the sentence goes on that the path begins: "is 3; allowed: ...". */
    public String problem() {
        return problem;
    }
}

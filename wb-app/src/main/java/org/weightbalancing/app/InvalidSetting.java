package org.weightbalancing.app;

/** A broken rule between settings, with the path of the setting to point at, relative to the record that refuses. */
final class InvalidSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /** The message is the path and the problem, so the problem goes on from it: "is 3; allowed: ...". */
    InvalidSetting(String path, String problem) {
        super(path + " " + problem);
        this.path = path;
        this.problem = problem;
    }

    String path() {
        return path;
    }

    String problem() {
        return problem;
    }
}

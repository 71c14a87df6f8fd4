package org.weightbalancing.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;

/** The results of an earlier run as its report.json has them. */
final class StoredReport {

    private static final String FILE = "report.json";

    private StoredReport() {}

    /** Whether the file is there. */
    static boolean exists(RunDirectory directory) {
        return Files.isRegularFile(directory.file(FILE));
    }

    /**
     * Reads it.
     *
     * @throws RunDirectoryException if it cannot be read or is not there, saying why not
     */
    static JsonNode read(RunDirectory directory) {
        if (!exists(directory)) {
            RunState state = RunState.of(directory);
            throw new RunDirectoryException(directory.path() + " has no " + FILE
                    + (state.complete()
                            ? ", though the run is complete: an older wb wrote none, or it was removed"
                            : ": the run " + state.notComplete()));
        }
        return StoredJson.read(directory.file(FILE));
    }
}

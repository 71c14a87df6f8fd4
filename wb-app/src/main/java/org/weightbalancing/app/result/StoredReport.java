package org.weightbalancing.app.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.StoredJson;

/** The results of an earlier run as its report.json has them. */
public final class StoredReport {

    private static final String FILE = "report.json";

    private StoredReport() {}

    /** Whether the file is there. */
    public static boolean exists(RunDirectory directory) {
        return Files.isRegularFile(directory.file(FILE));
    }

    /**
     * Reads it.
     *
     * @throws RunDirectoryException if it cannot be read or is not there, saying why not
     */
    public static JsonNode read(RunDirectory directory) {
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

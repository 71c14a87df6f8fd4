package org.weightbalancing.app.study;

import java.nio.file.Path;

/**
 * What a study's folder holds beside the journal of its trials.
 *
 * @param folder of the study
 */
public record StudyPaths(Path folder) {

    /** The search file with everything in it. */
    public Path search() {
        return folder.resolve("search.yaml");
    }

    /** The run that trained the stages which no trial changes. */
    Path stem() {
        return folder.resolve("stem");
    }

    /** The run of the selected trial's experiment, which is tested. */
    Path best() {
        return folder.resolve("best");
    }
}

package org.weightbalancing.app.study;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.Fingerprint;

/**
 * What all sessions and processes of a study must agree on: all that a search says but for its budget and where its features
 * lie, and the images, of which a study knows the fingerprints.
 *
 * @param catalog makes what the experiment names
 * @param search of the study
 * @param images of its experiment
 */
record StudyIdentity(Catalog catalog, Search search, Images images) {

    /** The same as a study keeps it, with the budget of this session. */
    StudyDescription description() {
        Map<String, String> settings = new TreeMap<>(fingerprints());
        settings.put("generator", catalog.words(search.generator()));
        settings.put("pruning", catalog.words(search.pruning()));
        settings.put("method", search.objective().method());
        settings.put("metric", search.objective().metric().toString());
        settings.put(
                "experiment-sha256",
                new ExperimentFile(catalog).sha256(search.base().anywhere()));
        return new StudyDescription(
                search.space(),
                search.goal(),
                catalog.name(search.generator()),
                settings,
                search.seed(),
                search.newBudget());
    }

    private Map<String, String> fingerprints() {
        return Map.of(
                "train-images", Fingerprint.of(images.train()),
                "validation-images", Fingerprint.of(images.validation()));
    }

    /**
     * Begins the study in a folder, or goes on with it if it is there.
     *
     * @return tells of no damaged lines, which whoever runs the trials does
     * @throws DataException if the study there is the same but for its images
     * @throws org.weightbalancing.app.search.StudyException if it is another study
     */
    StudyFolder begin(Path folder) {
        if (StudyFolder.is(folder)) {
            requireImages(folder, StudyFolder.open(folder).description());
        }
        return StudyFolder.create(folder, description()).silent();
    }

    /**
     * Begins the study in a folder.
     *
     * @return tells of no damaged lines, as above; nothing if there is a study by now
     */
    Optional<StudyFolder> beginNew(Path folder) {
        return StudyFolder.createNew(folder, description()).map(StudyFolder::silent);
    }

    private void requireImages(Path folder, StudyDescription its) {
        Map<String, String> settings = new TreeMap<>(its.settings());
        settings.putAll(fingerprints());
        StudyDescription with =
                new StudyDescription(its.space(), its.goal(), its.generator(), settings, its.seed(), its.budget());
        if (!description().differences(with).isEmpty()) {
            return;
        }
        Optional<String> features = search.base().features().map(lie -> "features in " + lie);
        new TreeMap<>(fingerprints()).forEach((name, fingerprint) -> {
            String noted = its.settings().getOrDefault(name, "not noted");
            if (!noted.equals(fingerprint)) {
                String what = features.orElse(name.replace('-', ' '));
                throw new DataException("the " + what + " are not those of the study in " + folder
                        + ": their fingerprint is " + fingerprint + ", the study's is " + noted);
            }
        });
    }
}

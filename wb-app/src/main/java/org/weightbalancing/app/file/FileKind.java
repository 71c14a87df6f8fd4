package org.weightbalancing.app.file;

import java.util.List;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Mapping;

/** What a file holds; the kinds have keys of their own, by which a file of one is told from a file of the other. */
enum FileKind {
    EXPERIMENT("an experiment", Experiment.class, "wb train"),
    SEARCH("a search", SearchKeys.class, "wb search");

    /** Keys that a file of either kind has at least; a single one may be misspelt or out of place. */
    private static final int CLEARLY = 2;

    private final String words;
    private final Class<? extends Record> type;
    private final String command;

    FileKind(String words, Class<? extends Record> type, String command) {
        this.words = words;
        this.type = type;
        this.command = command;
    }

    /**
     * Refuses a file that is clearly of the other kind: it has at least two keys that only that kind has, and none that only
     * this kind has.
     *
     * @param source of the file, for the message
     * @throws ExperimentException that says what the file is and which command takes it
     */
    void require(String source, YamlNode tree) {
        FileKind other = this == EXPERIMENT ? SEARCH : EXPERIMENT;
        if (tree instanceof Mapping mapping
                && other.ownKeys(this, mapping) >= CLEARLY
                && ownKeys(other, mapping) == 0) {
            throw new ExperimentException(source + ": is " + other.words + ", not " + words + "; '" + other.command
                    + " " + source + "' carries it out");
        }
    }

    /** How many keys of a mapping this kind has and another has not. */
    private long ownKeys(FileKind another, Mapping mapping) {
        List<String> theirs = another.keys();
        return keys().stream()
                .filter(key -> !theirs.contains(key) && mapping.value(key).isPresent())
                .count();
    }

    private List<String> keys() {
        return SettingField.of(type).stream().map(SettingField::key).toList();
    }
}

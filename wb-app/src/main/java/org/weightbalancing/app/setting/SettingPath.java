package org.weightbalancing.app.setting;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a setting in an experiment, such as {@code stages[0].schedule.timing}.
 *
 * @param text of the path; empty for the whole
 * @param whole what the whole is called
 */
public record SettingPath(String text, String whole) {

    /** An experiment as a whole. */
    public static final SettingPath ROOT = new SettingPath("");
    /** A search file as a whole. */
    public static final SettingPath SEARCH = new SettingPath("", "the search");

    private static final Pattern FIRST =
            Pattern.compile("\\[(\\d{1,9})]\\.?(.*)|([^.\\[\\]]+)(?:\\.(?=[^.\\[])|(?=\\[)|$)(.*)");

    /** The first step of a path (a key, or an index of a list) and the path that remains. */
    public record Step(String key, Optional<Integer> index, SettingPath rest) {}

    /** The place of a setting in an experiment. */
    public SettingPath(String text) {
        this(text, "the experiment");
    }

    /** The path of a key, or of a longer path, below this one. */
    public SettingPath key(String key) {
        return new SettingPath(text.isEmpty() ? key : text + "." + key, whole);
    }

    /** The path of an item, counted from 0, if this one is of a list. */
    public SettingPath item(int index) {
        return new SettingPath(text + "[" + index + "]", whole);
    }

    /** Whether this is a whole, rather than a setting in it. */
    public boolean isRoot() {
        return text.isEmpty();
    }

    /** "in stages[0]", for messages. */
    public String inside() {
        return isRoot() ? "at the top level" : "in " + text;
    }

    /** Takes the first step; nothing if the text is no path. */
    public Optional<Step> first() {
        Matcher step = FIRST.matcher(text);
        if (!step.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                step.group(1) == null
                        ? new Step(step.group(3), Optional.empty(), new SettingPath(step.group(4)))
                        : new Step("", Optional.of(Integer.valueOf(step.group(1))), new SettingPath(step.group(2))));
    }

    @Override
    public String toString() {
        return isRoot() ? whole : text;
    }
}

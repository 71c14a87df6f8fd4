package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is in the making in a study has a name that says which process makes it, so that it can be deleted if that is gone.
 *
 * @param here this process
 */
record Leftovers(Owner here) {

    /** How the names of claims in the making begin. */
    static final String CLAIM = ".claim-";

    private static final Pattern NAME = Pattern.compile("(?:\\.claim-|study\\.json\\.)(\\w+-\\d+-\\w+)\\..*");

    /** A name for what a process makes. */
    static String name(String begin, Owner maker, String end) {
        return begin + maker.tag() + "." + end;
    }

    /**
     * Deletes what is left of processes that were of this machine and are gone.
     *
     * @param folder of the study, or of its trials
     */
    void delete(Path folder) {
        left(folder).forEach(DurableFiles::delete);
    }

    private List<Path> left(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(this::isLeft).toList();
        } catch (IOException e) {
            throw DurableFiles.notRead(folder, e);
        }
    }

    private boolean isLeft(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() && here.knowsGone(name.group(1));
    }
}

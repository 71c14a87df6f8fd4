package org.weightbalancing.app.experiment;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.DataException;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureFile;
import org.weightbalancing.train.FeatureRows;

/**
 * Features of the images of an experiment, computed once: {@code train.wbf}, {@code test.wbf}, perhaps {@code
 * validation.wbf}, and {@code features.json}, which says what they are of.
 *
 * <p>The first view of each file is of the images as they are; further ones, of training images only, are augmented.
 *
 * @param path of the folder
 * @param card what {@code features.json} says
 */
public record FeatureFolder(Path path, FeatureCard card) {

    /** The split that stages are trained on. */
    public static final String TRAIN = "train";
    /** The split that epochs are chosen on, which a folder may lack. */
    public static final String VALIDATION = "validation";
    /** The split that results are measured on. */
    public static final String TEST = "test";
    /** The splits, in the order in which images are numbered through them. */
    public static final List<String> SPLITS = List.of(TRAIN, VALIDATION, TEST);
    /** The file that tells a folder of features from others. */
    public static final String CARD = "features.json";

    /** The name of the file of a split. */
    public static String file(String split) {
        return split + ".wbf";
    }

    /** Whether there is a folder of features at a path. */
    static boolean is(Path path) {
        return Files.isRegularFile(path.resolve(CARD));
    }

    /**
     * Where a folder is that settings name.
     *
     * @param folder absolute, or from where wb is run, or else from the folder of data sets
     * @param data folder of data sets
     * @throws ExperimentException if it cannot be a path
     */
    static Path find(String folder, Path data) {
        Path here = path(folder);
        return is(here) ? here : data.resolve(here);
    }

    private static Path path(String folder) {
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new ExperimentException(
                    "data.source.folder is '" + folder + "', which cannot be the path of a folder");
        }
    }

    /**
     * Where a folder is that settings name, which must be one of features.
     *
     * @param folder absolute, or from where wb is run, or else from the folder of data sets
     * @param data folder of data sets
     * @throws DataException if it is none, naming all places where it was looked for
     */
    public static Path require(String folder, Path data) {
        Path found = find(folder, data);
        if (is(found)) {
            return found;
        }
        Path here = path(folder).toAbsolutePath().normalize();
        Path there = found.toAbsolutePath().normalize();
        throw here.equals(there)
                ? none(found, "it has no " + CARD)
                : none(
                        path(folder),
                        "neither " + here + ", from where wb is run, nor " + there
                                + ", from the folder of data sets, has a " + CARD);
    }

    private static DataException none(Path folder, String why) {
        return new DataException(folder + " is no folder of features: " + why
                + "; make one with 'wb features RUN -o DIR' or 'wb features --from DIR -o DIR'");
    }

    /**
     * Opens a folder.
     *
     * @throws DataException if it is none, or a file is missing, damaged or not the one that it was made with
     */
    public static FeatureFolder open(Path path) {
        if (!is(path)) {
            throw none(path, "it has no " + CARD);
        }
        FeatureCard card;
        try {
            card = FeatureCard.read(path.resolve(CARD));
        } catch (RunDirectoryException e) {
            throw new DataException(e.getMessage(), e);
        }
        FeatureFolder folder = new FeatureFolder(path, card);
        for (String required : List.of(TRAIN, TEST)) {
            if (!folder.has(required)) {
                throw new DataException(path.resolve(CARD) + " tells of no split '" + required + "'");
            }
        }
        card.splits().keySet().forEach(folder::check);
        return folder;
    }

    private void check(String split) {
        Path file = path.resolve(file(split));
        FeatureCard.Split noted = card.splits().get(split);
        FeatureRows rows = reading(file, FeatureRows::open);
        String fingerprint = reading(file, FeatureFile::fingerprint);
        FeatureCard.Split found = new FeatureCard.Split(rows.size(), rows.views(), fingerprint);
        if (!found.equals(noted)
                || rows.dimension() != card.dimension()
                || rows.classes() != card.classNames().size()) {
            throw new DataException(file + " is not the file that " + CARD + " tells of: it holds " + found + " of "
                    + rows.dimension() + " features and " + rows.classes() + " classes, but " + noted + " of "
                    + card.dimension() + " and " + card.classNames().size() + " are noted");
        }
    }

    /** Whether there are features of a split. */
    public boolean has(String split) {
        return card.splits().containsKey(split);
    }

    /** The number of a split's first image, if all images are numbered through the splits. */
    public int first(String split) {
        return SPLITS.subList(0, SPLITS.indexOf(split)).stream()
                .filter(this::has)
                .mapToInt(before -> card.splits().get(before).images())
                .sum();
    }

    /**
     * The features of a split, mapped into memory.
     *
     * @throws DataException if its file is missing or damaged
     * @throws CancellationException if the thread is interrupted
     */
    public FeatureBank bank(String split) {
        return reading(path.resolve(file(split)), FeatureFile::read);
    }

    /**
     * Reads all files and compares them with their fingerprints.
     *
     * @throws DataException if one is damaged
     */
    public void verify() {
        for (String split : card.splits().keySet()) {
            reading(path.resolve(file(split)), file -> {
                FeatureFile.verify(file);
                return split;
            });
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(Path file) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + " is missing from its folder of features");
        }
        try {
            return reading.of(file);
        } catch (IOException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                CancellationException interrupted = new CancellationException("interrupted while reading " + file);
                interrupted.initCause(e);
                throw interrupted;
            }
            throw new DataException(e.getMessage(), e);
        }
    }
}

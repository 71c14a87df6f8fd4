package org.weightbalancing.app.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.Sha256;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.text.Printable;
import org.weightbalancing.data.DataException;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;
import org.weightbalancing.train.FeatureWriter;

/**
 * Features that another program has left in NumPy files: {@code train-features.npy} and {@code test-features.npy},
 * perhaps {@code validation-features.npy}, each float32 or float64 [n, D], further augmented views of the same training
 * images as {@code train-features-1.npy}, {@code -2} and so on, the classes as {@code SPLIT-labels.npy}, int32 or int64
 * [n], and perhaps {@code class-names.txt}, a name a line.
 *
 * @param classNames by class
 * @param splits by name
 * @param sources SHA-256 of the files, by name
 */
public record FeatureImport(List<String> classNames, Map<String, Split> splits, Map<String, String> sources) {

    static final String NAMES = "class-names.txt";
    private static final int BLOCK = 1 << 20;

    /**
     * The files of a split.
     *
     * @param views of the same rows
     * @param labels of those
     */
    // A holder of arrays that are handed over, not compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Split(List<NpyMatrix> views, int[] labels) {
        int dimension() {
            return views.get(0).columns();
        }
    }

    /**
     * Opens and checks the files of a folder, but for the features themselves.
     *
     * @throws DataException if a file is missing, damaged, not to be used, or does not fit the others, naming it
     */
    public static FeatureImport open(Path folder) {
        try {
            List<String> files = files(folder);
            Map<String, Split> splits = new LinkedHashMap<>();
            Set<String> used = new HashSet<>();
            for (String split : FeatureFolder.SPLITS) {
                boolean required = !split.equals(FeatureFolder.VALIDATION);
                if (required || files.stream().anyMatch(file -> file.startsWith(split + "-"))) {
                    splits.put(split, split(folder, split, files, used));
                }
            }
            requireUsed(folder, files, used);
            requireOneDimension(splits);
            return new FeatureImport(classNames(folder, splits), splits, sources(folder, used));
        } catch (IOException e) {
            throw new DataException(folder + " cannot be read: " + Reason.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DataException("there is no folder " + folder);
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".npy"))
                    .sorted()
                    .toList();
        }
    }

    private static Split split(Path folder, String split, List<String> files, Set<String> used) throws IOException {
        List<NpyMatrix> views = new ArrayList<>();
        String name = FeatureArrays.features(split, 0);
        do {
            require(folder, name, files);
            used.add(name);
            views.add(NpyMatrix.open(folder.resolve(name)));
            name = FeatureArrays.features(split, views.size());
        } while (split.equals(FeatureFolder.TRAIN) && files.contains(name));
        String labelFile = FeatureArrays.labels(split);
        require(folder, labelFile, files);
        used.add(labelFile);
        int[] labels = LogitsFile.labels(folder.resolve(labelFile));
        requireOneShape(views, folder.resolve(labelFile), labels.length);
        return new Split(List.copyOf(views), labels);
    }

    private static void require(Path folder, String name, List<String> files) {
        if (!files.contains(name)) {
            throw new DataException(folder + " has no " + name
                    + Nearest.to(name, files).map(near -> ", but " + near).orElse("")
                    + "; needed are features and labels of train and test, as train-features.npy and train-labels.npy");
        }
    }

    private static void requireOneShape(List<NpyMatrix> views, Path labelFile, int labels) {
        NpyMatrix first = views.get(0);
        if (first.rows() < 1 || first.columns() < 1) {
            throw new DataException(first.path() + " is of shape [" + first.rows() + ", " + first.columns()
                    + "], but at least one image of one feature is needed");
        }
        if (labels != first.rows()) {
            throw new DataException(
                    labelFile + " has " + labels + " labels, but " + first.path() + " has " + first.rows() + " rows");
        }
        for (NpyMatrix view : views) {
            if (view.rows() != first.rows() || view.columns() != first.columns()) {
                throw new DataException(view.path() + " is of shape [" + view.rows() + ", " + view.columns()
                        + "], but must be of [" + first.rows() + ", " + first.columns() + "], as " + first.path());
            }
        }
    }

    /** A file that nothing is made of was named wrongly, or is a view after a gap. */
    private static void requireUsed(Path folder, List<String> files, Set<String> used) {
        List<String> allowed = FeatureFolder.SPLITS.stream()
                .flatMap(split -> Stream.of(FeatureArrays.features(split, 0), FeatureArrays.labels(split)))
                .toList();
        for (String file : files) {
            if (!used.contains(file)) {
                throw new DataException(folder.resolve(file) + " is not to be used"
                        + Nearest.hint(file, allowed, "allowed are, with views train-features-1.npy and so on")
                        + "; move it elsewhere");
            }
        }
    }

    private static void requireOneDimension(Map<String, Split> splits) {
        NpyMatrix train = splits.get(FeatureFolder.TRAIN).views().get(0);
        for (Split split : splits.values()) {
            if (split.dimension() != train.columns()) {
                throw new DataException(split.views().get(0).path() + " has " + split.dimension()
                        + " features of an image, but " + train.path() + " has " + train.columns());
            }
        }
    }

    private static List<String> classNames(Path folder, Map<String, Split> splits) throws IOException {
        int[] train = splits.get(FeatureFolder.TRAIN).labels();
        List<String> names = Files.exists(folder.resolve(NAMES))
                ? named(folder.resolve(NAMES))
                : IntStream.rangeClosed(0, Arrays.stream(train).max().orElseThrow())
                        .mapToObj(Integer::toString)
                        .toList();
        for (Map.Entry<String, Split> split : splits.entrySet()) {
            int[] labels = split.getValue().labels();
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] < 0 || labels[i] >= names.size()) {
                    throw new DataException(folder.resolve(FeatureArrays.labels(split.getKey())) + ": label " + i
                            + " is " + labels[i] + ", but classes are 0 to " + (names.size() - 1));
                }
            }
        }
        Set<Integer> learned = new HashSet<>(Arrays.stream(train).boxed().toList());
        for (int c = 0; c < names.size(); c++) {
            if (!learned.contains(c)) {
                throw new DataException(
                        folder.resolve(FeatureArrays.labels(FeatureFolder.TRAIN)) + " has no image of class " + c
                                + ", but at least one of each of the " + names.size() + " classes is needed");
            }
        }
        return names;
    }

    private static List<String> named(Path file) throws IOException {
        List<String> names;
        try {
            names = Files.readAllLines(file);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + Reason.of(e), e);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank() || !Printable.is(name) || !seen.add(name)) {
                throw new DataException(file + ", line " + (i + 1) + ": the name '" + Printable.line(name)
                        + "' is empty, not printable or there before, but each class needs one of its own");
            }
        }
        return List.copyOf(names);
    }

    private static Map<String, String> sources(Path folder, Set<String> used) {
        Map<String, String> sources = new LinkedHashMap<>();
        used.stream().sorted().forEach(name -> sources.put(name, Sha256.of(folder.resolve(name))));
        Path names = folder.resolve(NAMES);
        if (Files.exists(names)) {
            sources.put(NAMES, Sha256.of(names));
        }
        return sources;
    }

    /**
     * Writes the files of a folder.
     *
     * @throws DataException if a feature is not finite, naming file, row and column
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public void write(NewFeatureFolder folder, FeatureProgress progress) {
        folder.writing(() -> {
            for (Map.Entry<String, Split> split : splits.entrySet()) {
                write(folder.file(FeatureFolder.file(split.getKey())), split.getValue(), progress);
            }
            return folder;
        });
    }

    private void write(Path file, Split split, FeatureProgress progress) throws IOException {
        int rows = Math.max(1, BLOCK / split.dimension());
        try (FeatureWriter writer = new FeatureWriter(
                file,
                split.labels(),
                classNames.size(),
                split.dimension(),
                split.views().size())) {
            for (NpyMatrix view : split.views()) {
                progress.start(String.valueOf(view.path().getFileName()), view.rows());
                for (int from = 0; from < view.rows(); from += rows) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new CancellationException("interrupted while reading " + view.path());
                    }
                    int some = Math.min(rows, view.rows() - from);
                    writer.write(view.block(from, some));
                    progress.advance(some);
                }
            }
            writer.finish();
        } catch (IllegalArgumentException e) {
            throw new DataException(e.getMessage(), e);
        }
    }
}

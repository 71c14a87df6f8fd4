package org.weightbalancing.app.feature;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.weightbalancing.app.experiment.FeatureCard;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.io.FolderEntry;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.train.FeatureFile;
import org.weightbalancing.train.FeatureRows;

/** A folder of features under a temporary name, which is given its own once it is whole, and else removed. */
public final class NewFeatureFolder implements AutoCloseable {

    private final Path target;
    private final Path part;

    private NewFeatureFolder(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /**
     * Begins a folder.
     *
     * @throws RunDirectoryException if it is already there or cannot be made
     */
    public static NewFeatureFolder create(Path path) {
        Path target = path.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new RunDirectoryException(path + " is already there; name another folder with --output");
        }
        Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            FolderEntry.makeFolders(part);
        } catch (IOException e) {
            throw new RunDirectoryException("the folder " + path + " cannot be made: " + Reason.of(e), e);
        }
        return new NewFeatureFolder(target, part);
    }

    /** Where a file is to be written meanwhile. */
    Path file(String name) {
        return part.resolve(name);
    }

    /** Runs what writes into the folder. */
    <T> T writing(Writing<T> writing) {
        try {
            return writing.write();
        } catch (IOException e) {
            throw new RunDirectoryException(target + " cannot be written: " + Reason.of(e), e);
        }
    }

    /** Writes a part of the folder. */
    @FunctionalInterface
    interface Writing<T> {
        T write() throws IOException;
    }

    /** Adds the features that are there as NumPy files, of the names that {@link FeatureImport} reads. */
    public void writeArrays(List<String> classNames) {
        writing(() -> {
            for (String split : FeatureFolder.SPLITS) {
                Path file = file(FeatureFolder.file(split));
                if (Files.exists(file)) {
                    FeatureArrays.write(part, split, FeatureRows.open(file));
                }
            }
            keep(FeatureImport.NAMES, String.join("\n", classNames) + "\n");
            return classNames;
        });
    }

    /**
     * Adds the card and gives the folder its name. The names come to the disk too, where the file system syncs folders.
     *
     * @param classNames by class
     * @param origin of the features
     * @param sources of the features
     * @throws RunDirectoryException if it cannot be written
     */
    public FeatureFolder finish(List<String> classNames, Map<String, String> origin, Map<String, String> sources) {
        return writing(() -> {
            Map<String, FeatureCard.Split> splits = new LinkedHashMap<>();
            int dimension = 0;
            for (String split : FeatureFolder.SPLITS) {
                Path file = file(FeatureFolder.file(split));
                if (Files.exists(file)) {
                    FeatureRows rows = FeatureRows.open(file);
                    dimension = rows.dimension();
                    splits.put(split, new FeatureCard.Split(rows.size(), rows.views(), FeatureFile.fingerprint(file)));
                }
            }
            FeatureCard card = new FeatureCard(dimension, classNames, splits, origin, sources);
            keep(FeatureFolder.CARD, card.json());
            FolderEntry.rename(part, target);
            return new FeatureFolder(target, card);
        });
    }

    /** Writes a text in UTF-8, to the disk. */
    private void keep(String name, String text) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file(name).toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        FolderEntry.force(file(name));
    }

    /** Removes what is not finished. */
    @Override
    public void close() {
        if (!Files.exists(part)) {
            return;
        }
        try (Stream<Path> files = Files.list(part)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(part);
        } catch (IOException e) {
            throw new RunDirectoryException(part + " cannot be removed: " + Reason.of(e), e);
        }
    }
}

package org.weightbalancing.app.folder;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.weightbalancing.app.io.FolderEntry;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.search.StudyFolder;

/**
 * The folder that holds all of one run; every file in it is whole or absent.
 *
 * @param path of the folder
 */
public record RunDirectory(Path path) {

    /** The resolved experiment. */
    public static final String EXPERIMENT = "experiment.yaml";

    /** What is needed to repeat the run. */
    public static final String PROVENANCE = "provenance.json";

    /** One line for each epoch of each stage. */
    public static final String EPOCHS = "epochs.csv";

    private static final String MODELS = "models";
    private static final Set<String> BEFORE_THE_EXPERIMENT = Set.of(MODELS, "lock", "run.log", EXPERIMENT + ".part");

    /**
     * Makes the folder, with its parents.
     *
     * @throws RunDirectoryException if it is already there or cannot be made
     */
    public static RunDirectory create(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (absolute.getParent() == null) {
            throw new RunDirectoryException(
                    "the run directory " + path + " is already there; name another with --output");
        }
        try {
            if (isBarelyBegun(absolute)) {
                return new RunDirectory(absolute);
            }
            FolderEntry.makeFolders(absolute.getParent());
            Files.createDirectory(absolute);
            FolderEntry.force(absolute);
            FolderEntry.makeFolders(absolute.resolve(MODELS));
        } catch (FileAlreadyExistsException e) {
            throw new RunDirectoryException(
                    e.getFile().equals(absolute.toString())
                            ? "the run directory " + path + " is already there; name another with --output"
                            : "the run directory " + path + " cannot be made: " + e.getFile() + " is a file",
                    e);
        } catch (IOException e) {
            throw new RunDirectoryException("the run directory " + path + " cannot be made: " + Reason.of(e), e);
        }
        return new RunDirectory(absolute);
    }

    /** Whether a run was stopped there before its experiment was written, so that nothing is lost with it. */
    private static boolean isBarelyBegun(Path folder) throws IOException {
        if (!Files.isDirectory(folder.resolve(MODELS))) {
            return false;
        }
        try (Stream<Path> models = Files.list(folder.resolve(MODELS));
                Stream<Path> all = Files.list(folder)) {
            return models.findAny().isEmpty()
                    && all.map(file -> file.getFileName().toString()).allMatch(BEFORE_THE_EXPERIMENT::contains);
        }
    }

    /**
     * Makes what is missing of the folder of a run that was stopped before its first note.
     *
     * @throws RunDirectoryException if it cannot be made
     */
    public static RunDirectory begun(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            FolderEntry.makeFolders(absolute.resolve(MODELS));
        } catch (IOException e) {
            throw new RunDirectoryException("the run directory " + path + " cannot be made: " + Reason.of(e), e);
        }
        return new RunDirectory(absolute);
    }

    /**
     * Opens the folder of an earlier run.
     *
     * @throws RunDirectoryException if it is not one
     */
    public static RunDirectory open(Path path) {
        if (RepetitionFolder.is(path)) {
            throw new RunDirectoryException(path + " is a folder of repetitions; name one of its runs, such as "
                    + RepetitionFolder.open(path).first());
        }
        if (!Files.isRegularFile(path.resolve(EXPERIMENT))) {
            throw new RunDirectoryException(
                    path + (StudyFolder.is(path) ? study(path) : " is not a run directory: it has no " + EXPERIMENT));
        }
        return new RunDirectory(path.toAbsolutePath().normalize());
    }

    /** What a study is told that is named where a run is expected, after its path. */
    public static String study(Path path) {
        return " is the folder of a study, not of a run: 'wb search " + path + " --resume' goes on with it, 'wb report "
                + path + "' makes a page of it, and " + path.resolve("best")
                + " is the run of its selected trial once that is tested";
    }

    /** The network of a stage or post-hoc change. */
    public Path model(String name) {
        return path.resolve(MODELS).resolve(name + ".zip");
    }

    /** A file of the run by its name. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a text in UTF-8, replacing what was there. */
    public void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file under a temporary name, to the disk, then under its own, replacing what was there. The name comes
     * to the disk too, where the file system syncs folders.
     *
     * @throws RunDirectoryException if it cannot be written; the file is then as it was
     */
    public void write(String name, byte[] content) {
        replace(file(name), ".part", content, FolderEntry::rename);
    }

    /**
     * As {@link #write(String, String)}, but the name comes to the disk when the system likes, or with the next file
     * that is written to its folder as usual: for what grows by every epoch, which checkpoints keep as well.
     *
     * @throws RunDirectoryException if it cannot be written; the file is then as it was
     */
    public void writeLazily(String name, String text) {
        replace(
                file(name),
                ".part",
                text.getBytes(StandardCharsets.UTF_8),
                (from, to) ->
                        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    /** Writes a text in UTF-8, replacing what was there, into a folder that is not one process's: others may do so too. */
    public void writeBesideOthers(String name, String text) {
        String suffix = "." + UUID.randomUUID() + ".part";
        replace(file(name), suffix, text.getBytes(StandardCharsets.UTF_8), FolderEntry::rename);
    }

    /** Gives a file its name. */
    @FunctionalInterface
    private interface Renaming {
        void rename(Path from, Path to) throws IOException;
    }

    private static void replace(Path target, String suffix, byte[] content, Renaming renaming) {
        try {
            FolderEntry.makeFolders(target.getParent());
            Path temporary = target.resolveSibling(target.getFileName() + suffix);
            try {
                // Not a channel: an interrupt would close it in the middle.
                try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                    out.write(content);
                    out.getFD().sync();
                }
                renaming.rename(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new RunDirectoryException(target + " cannot be written: " + Reason.of(e), e);
        }
    }
}

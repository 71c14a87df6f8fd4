package org.weightbalancing.train;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes and reads states of training, each in one file that is either whole or refused.
 *
 * <p>The file is a zip without compression: "state.json" holds the numbers and lists all else, "arrays/NAME.bin" the
 * values of an array in their own type, little-endian, and "parts/NAME" the bytes that the caller adds, such as the
 * streams of regularizers. Each entry has a check sum, which reading compares.
 *
 * <pre>{@code
 * StateFile.write(folder.resolve("state.zip"), state, Map.of("experiment.yaml", text));
 * SavedState saved = StateFile.read(folder.resolve("state.zip"));
 * }</pre>
 */
public final class StateFile {

    private StateFile() {}

    /**
     * Writes a state under a temporary name beside the file, has the disk keep it, and renames it, so that the file is
     * at any moment the old one or the new one. Once this returns it is the new one, also after a power cut where the
     * file system syncs folders. The temporary file is the name with ".tmp"; one that a killed process left is
     * overwritten.
     *
     * @param file replaced if it is there
     * @param state read during the call
     * @param parts by name of letters a to z, digits, dots, dashes and slashes, without ".."
     * @throws IllegalArgumentException if the name of a part is none of these
     * @throws IOException if the disk is full or writing fails; the file is then as it was and the temporary one removed
     */
    public static void write(Path file, TrainingState state, Map<String, byte[]> parts) throws IOException {
        StateEntries.requireNames(parts.keySet());
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            writeWhole(temporary, state, parts);
            FolderEntry.rename(temporary, file);
        } finally {
            // Nothing is there after the move.
            Files.deleteIfExists(temporary);
        }
    }

    /** By a stream, as an interrupt closes channels in the middle of a write. */
    private static void writeWhole(Path path, TrainingState state, Map<String, byte[]> parts) throws IOException {
        try (FileOutputStream file = new FileOutputStream(path.toFile());
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file))) {
            StateEntries.write(zip, state, parts);
            zip.finish();
            zip.flush();
            file.getFD().sync();
        }
    }

    /**
     * Reads a state; nothing is unpacked to the disk.
     *
     * @param file written by {@link #write}
     * @return state and parts
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file is no state, of an unknown format, cut off or changed, with what is wrong
     */
    public static SavedState read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new StateEntries(zip, Files.size(file)).read();
        } catch (NoSuchFileException missing) {
            throw missing;
        } catch (IOException | RuntimeException wrong) {
            throw new IOException("training state " + file + " cannot be read: " + wrong.getMessage(), wrong);
        }
    }
}

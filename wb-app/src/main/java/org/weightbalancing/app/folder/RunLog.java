package org.weightbalancing.app.folder;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.weightbalancing.app.io.RunDirectoryException;

/** The diary of a run: a line with the time for each thing that happened; it goes on where an earlier one stopped. */
public final class RunLog implements AutoCloseable {

    private static final String FILE = "run.log";

    private final Path file;
    private final FileOutputStream out;

    private RunLog(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Opens the diary of a run. */
    public static RunLog of(RunDirectory directory) {
        Path file = directory.file(FILE);
        try {
            return new RunLog(file, new FileOutputStream(file.toFile(), true));
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Notes a line. */
    public void note(String line) {
        String stamped = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n";
        try {
            out.write(stamped.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Notes a line and shows it on stderr. */
    public void warning(String line) {
        System.err.println("wb: " + line);
        note("warning: " + line);
    }

    /** Notes that the state of a stage was saved. */
    public void checkpoint(String stage, int epoch, int batches) {
        note(String.format(Locale.ROOT, "%s: checkpoint in epoch %d after %d batches", stage, epoch, batches));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}

package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderEntryTest {

    @TempDir
    private Path folder;

    @Test
    void anInterruptNeitherStopsItNorIsLost() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Thread.currentThread().interrupt();
        assertThatCode(() -> FolderEntry.force(file)).doesNotThrowAnyException();
        assertThat(Thread.interrupted()).isTrue();
        FolderEntry.force(file);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** As on Windows: the file system of a zip has no POSIX and does not open folders. */
    @Test
    void whereFoldersAreNotOpenedItIsLeftOut() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = Files.createFile(
                    Files.createDirectory(files.getPath("/folder")).resolve("file"));
            assertThatCode(() -> FolderEntry.force(file)).doesNotThrowAnyException();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itForcesTheFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(ForcedPaths.among(folder, () -> FolderEntry.force(file))).containsExactly(folder.toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileHasItsNewNameBeforeTheFolderIsForced() throws IOException {
        Path from = Files.writeString(folder.resolve("from"), "new");
        Path to = Files.writeString(folder.resolve("to"), "old");
        List<String> named = new ArrayList<>();
        FolderEntry.rename(from, to, opened -> {
            named.add(opened + " " + Files.readString(to) + " " + Files.exists(from));
            return FileChannel.open(opened, StandardOpenOption.READ);
        });
        assertThat(named).containsExactly(folder + " new false");
        Path next = Files.writeString(folder.resolve("next"), "newer");
        assertThat(ForcedPaths.among(folder, () -> FolderEntry.rename(next, to)))
                .containsExactly(folder.toString());
        assertThat(to).hasContent("newer");
    }

    /** As on shared disks, which answer "Invalid argument" to whoever opens a folder or forces it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatCannotBeForcedIsNoFailure() throws IOException {
        Path from = Files.writeString(folder.resolve("from"), "new");
        Path to = folder.resolve("to");
        List<IOException> refusals = new ArrayList<>();
        FolderEntry.rename(from, to, opened -> {
            refusals.add(new IOException("Invalid argument"));
            throw refusals.get(0);
        });
        assertThat(to).hasContent("new");
        assertThat(refusals).hasSize(1);
        List<FileChannel> closed = new ArrayList<>();
        FolderEntry.force(to, opened -> {
            FileChannel channel = FileChannel.open(opened, StandardOpenOption.READ);
            channel.close();
            closed.add(channel);
            return channel;
        });
        assertThat(closed).hasSize(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whyAFolderCannotBeForcedIsLogged() {
        List<LogRecord> told = new ArrayList<>();
        Logger logger = Logger.getLogger(FolderEntry.class.getName());
        Handler handler = new Told(told);
        logger.setLevel(Level.FINE);
        logger.addHandler(handler);
        try {
            FolderEntry.force(folder.resolve("file"), opened -> {
                throw new IOException("Invalid argument");
            });
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        assertThat(told).hasSize(1);
        assertThat(told.get(0).getLevel()).isEqualTo(Level.FINE);
        assertThat(told.get(0).getMessage()).isEqualTo("the names in " + folder + " cannot be brought to the disk");
        assertThat(told.get(0).getThrown()).hasMessage("Invalid argument");
    }

    private static final class Told extends Handler {
        private final List<LogRecord> told;

        Told(List<LogRecord> told) {
            this.told = told;
        }

        @Override
        public void publish(LogRecord message) {
            told.add(message);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}

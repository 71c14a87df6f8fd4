package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}

package org.weightbalancing.app.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
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

    @Test
    void foldersAreMadeWithTheirParents() throws IOException {
        Path made = folder.resolve("a/b/c");
        FolderEntry.makeFolders(made);
        assertThat(made).isEmptyDirectory();
        Path inside = Files.createFile(made.resolve("file"));
        FolderEntry.makeFolders(made);
        assertThat(inside).exists();
    }

    @Test
    void aFileInTheWayIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> FolderEntry.makeFolders(file))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(file.toString());
        assertThatThrownBy(() -> FolderEntry.makeFolders(file.resolve("a/b")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(file.toString());
    }
}

package org.weightbalancing.app.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** As on Windows, where the drive may be missing that a path begins with. */
    @Test
    void whereNoParentIsThereTheSearchForOneEndsAtTheRoot() {
        Path made = folder.resolve("a/b");
        assertThat(FolderEntry.there(made, path -> false)).isEqualTo(folder.getRoot());
        assertThat(FolderEntry.there(made, Files::exists)).isEqualTo(folder);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNamesOfNewFoldersAreForced() throws IOException {
        Path made = folder.resolve("a/b");
        assertThat(ForcedPaths.among(folder, () -> FolderEntry.makeFolders(made)))
                .containsExactly(folder.toString());
        assertThat(ForcedPaths.among(folder.resolve("a"), () -> FolderEntry.makeFolders(made.resolve("c"))))
                .isEmpty();
        assertThat(ForcedPaths.among(made, () -> FolderEntry.makeFolders(made.resolve("d"))))
                .containsExactly(made.toString());
    }
}

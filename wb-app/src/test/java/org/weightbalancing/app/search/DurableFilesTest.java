package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
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
import org.weightbalancing.app.io.ForcedPaths;

class DurableFilesTest {

    @TempDir
    private Path folder;

    @Test
    void oneOfTwoCreatesAFileAndNoOtherIsLeft() {
        Path file = folder.resolve("file");
        assertThat(DurableFiles.create(file, bytes("first"))).isTrue();
        assertThat(DurableFiles.create(file, bytes("second"))).isFalse();
        assertThat(file).hasContent("first");
        DurableFiles.replace(file, bytes("third"));
        assertThat(file).hasContent("third");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void anInterruptNeitherStopsAWriteNorIsLost() {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        assertThatCode(() -> DurableFiles.replace(file, bytes("text"))).doesNotThrowAnyException();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("text");
        DurableFiles.syncFolder(folder);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** As on Windows: the file system of a zip has no POSIX and does not open folders. */
    @Test
    void whereFoldersAreNotOpenedThatIsLeftOut() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = Files.createDirectory(files.getPath("/folder"));
            assertThatCode(() -> DurableFiles.syncFolder(inside)).doesNotThrowAnyException();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNamesOfFilesComeToTheDiskToo() throws IOException {
        Path file = folder.resolve("file");
        assertThat(ForcedPaths.among(folder, () -> DurableFiles.create(file, bytes("first"))))
                .containsExactly(folder.toString());
        assertThat(ForcedPaths.among(folder, () -> DurableFiles.replace(file, bytes("second"))))
                .containsExactly(folder.toString());
    }

    /** As on shared disks, which answer "Invalid argument" to whoever opens a folder or forces it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatCannotBeForcedIsNoFailure() {
        List<IOException> refusals = new ArrayList<>();
        DurableFiles.syncFolder(folder, opened -> {
            refusals.add(new IOException("Invalid argument"));
            throw refusals.get(0);
        });
        assertThat(refusals).hasSize(1);
        List<FileChannel> closed = new ArrayList<>();
        DurableFiles.syncFolder(folder, opened -> {
            FileChannel channel = FileChannel.open(opened, StandardOpenOption.READ);
            channel.close();
            closed.add(channel);
            return channel;
        });
        assertThat(closed).hasSize(1);
    }
}

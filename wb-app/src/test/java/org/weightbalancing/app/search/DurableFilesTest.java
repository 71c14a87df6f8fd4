package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}

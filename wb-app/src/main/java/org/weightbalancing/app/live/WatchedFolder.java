package org.weightbalancing.app.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A folder that is one run or holds several.
 *
 * @param path of the folder; it may be empty yet
 * @param page makes what is shown of the runs
 */
record WatchedFolder(Path path, LivePage page) implements Watched {

    private static final String EXPERIMENT = "experiment.yaml";

    /** What no report shows, and what changes too often. */
    private static final Set<String> UNSEEN = Set.of("models", "checkpoints", "logits", "lock", "run.log");

    /** The run directories that have begun, those of seeds in the order of their numbers. */
    List<Path> runs() {
        if (isRun(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(WatchedFolder::isRun)
                    .sorted(Comparator.comparingInt((Path run) -> name(run).length())
                            .thenComparing(WatchedFolder::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(EXPERIMENT));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    @Override
    public Optional<String> html(String version) {
        List<Path> runs = runs();
        return runs.isEmpty() ? Optional.empty() : Optional.of(page.html(runs, version));
    }

    /** A short text that changes when a file of a run is written, appears or is gone. */
    @Override
    public String version() {
        Set<String> files = new TreeSet<>();
        try {
            Files.walkFileTree(path, new Lister(files));
        } catch (IOException e) {
            // Every failure of a file is met by the visitor.
            throw new UncheckedIOException(e);
        }
        CRC32C sum = new CRC32C();
        files.forEach(file -> sum.update(file.getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(sum.getValue());
    }

    /** Collects path, size, time and identity of files; what vanishes meanwhile is as good as gone. */
    private static final class Lister extends SimpleFileVisitor<Path> {

        private final Set<String> files;

        Lister(Set<String> files) {
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return UNSEEN.contains(name(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!UNSEEN.contains(name(file)) && !name(file).endsWith(".part")) {
                files.add(file + "\n" + attributes.size() + "\n" + attributes.lastModifiedTime() + "\n"
                        + attributes.fileKey() + "\n");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}

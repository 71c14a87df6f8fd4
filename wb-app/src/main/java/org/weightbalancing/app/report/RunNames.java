package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Names of run directories that tell them apart: of each path the last folders, as few as no other path ends in. */
final class RunNames {

    private RunNames() {}

    /** A name for each path, in their order; equal for equal paths. */
    static List<String> of(List<Path> runs) {
        List<Path> paths =
                runs.stream().map(run -> run.toAbsolutePath().normalize()).toList();
        return paths.stream().map(path -> name(path, paths)).toList();
    }

    private static String name(Path path, List<Path> all) {
        int folders = IntStream.range(1, path.getNameCount())
                .filter(last -> all.stream()
                        .noneMatch(
                                other -> !other.equals(path) && end(other, last).equals(end(path, last))))
                .findFirst()
                .orElse(path.getNameCount());
        return end(path, folders);
    }

    private static String end(Path path, int folders) {
        int count = path.getNameCount();
        return count == 0
                ? path.toString()
                : path.subpath(Math.max(0, count - folders), count).toString();
    }
}

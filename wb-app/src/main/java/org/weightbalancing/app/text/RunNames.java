package org.weightbalancing.app.text;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names the folders of runs as shortly as tells them apart. */
public final class RunNames {

    private RunNames() {}

    /**
     * Gives each folder its name, preceded by those of as many parents as needed: {@code a/s0} and {@code b/s0}, but
     * {@code s1}. One that is given twice has one name.
     */
    public static List<String> of(List<Path> folders) {
        List<Path> absolute = folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
        return absolute.stream().map(folder -> name(folder, absolute)).toList();
    }

    private static String name(Path folder, List<Path> all) {
        return IntStream.rangeClosed(1, folder.getNameCount())
                .mapToObj(names -> folder.subpath(folder.getNameCount() - names, folder.getNameCount()))
                .filter(end -> all.stream().allMatch(other -> other.equals(folder) || !other.endsWith(end)))
                .findFirst()
                .map(RunNames::joined)
                .orElse(folder.toString());
    }

    // With slashes on every system.
    private static String joined(Path path) {
        return IntStream.range(0, path.getNameCount())
                .mapToObj(i -> path.getName(i).toString())
                .collect(Collectors.joining("/"));
    }
}

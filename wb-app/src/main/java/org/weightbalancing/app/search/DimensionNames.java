package org.weightbalancing.app.search;

import java.util.List;
import java.util.stream.IntStream;

/** Names dimensions as shortly as tells them apart. */
public final class DimensionNames {

    private DimensionNames() {}

    /**
     * Gives each dotted name its last word, preceded by as many others as needed: {@code a.decay} and {@code b.decay}, but
     * {@code rate} for {@code stages.a.rate}.
     *
     * @param names different ones
     */
    public static List<String> of(List<String> names) {
        return names.stream().map(name -> shortest(name, names)).toList();
    }

    private static String shortest(String name, List<String> all) {
        return IntStream.iterate(name.length() - 1, at -> at > 0, at -> at - 1)
                .filter(at -> name.charAt(at - 1) == '.')
                .mapToObj(name::substring)
                .filter(end -> all.stream().noneMatch(other -> !other.equals(name) && ends(other, end)))
                .findFirst()
                .orElse(name);
    }

    private static boolean ends(String name, String end) {
        return name.equals(end) || name.endsWith("." + end);
    }
}

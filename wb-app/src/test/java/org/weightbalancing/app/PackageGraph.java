package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which packages of a module need which others of it, by their classes. */
final class PackageGraph {

    private static final Pattern NEED = Pattern.compile(
            "^\\s+(org\\.weightbalancing\\.\\S+)\\s+->\\s+(org\\.weightbalancing\\.\\S+)", Pattern.MULTILINE);

    private PackageGraph() {}

    /** The needs of a module, by its jar in a folder. */
    static Map<String, Set<String>> of(Path folder, String jar) {
        StringWriter out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        "--multi-release=17",
                        "--module-path=" + folder,
                        "-verbose:package",
                        "-filter:none",
                        find(folder, jar).toString());
        assertThat(exit).isZero();
        return NEED.matcher(out.toString())
                .results()
                .filter(found -> !found.group(1).equals(found.group(2)))
                .collect(Collectors.groupingBy(
                        found -> found.group(1),
                        TreeMap::new,
                        Collectors.mapping(found -> found.group(2), Collectors.toCollection(TreeSet::new))));
    }

    /** The packages that need themselves through others. */
    static Set<String> inCircles(Map<String, Set<String>> needed) {
        return needed.keySet().stream()
                .filter(start -> reached(start, needed).contains(start))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reached(String start, Map<String, Set<String>> needed) {
        Map<String, Set<String>> open = new HashMap<>(Map.of(start, needed.getOrDefault(start, Set.of())));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            Set<String> next = open.values().stream()
                    .flatMap(Set::stream)
                    .filter(seen::add)
                    .collect(Collectors.toSet());
            open = next.stream().collect(Collectors.toMap(name -> name, name -> needed.getOrDefault(name, Set.of())));
        }
        return seen;
    }

    private static Path find(Path folder, String jar) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(jar + "-"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

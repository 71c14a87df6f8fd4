package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.setting.ExperimentException;

/** Whatever a file holds, it is refused in lines that say where and what, at once and without a stack trace. */
final class MalformedFilesTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir"), "src", "test", "resources", "malformed");

    @TempDir
    private Path folder;

    @BeforeAll
    static void readOneFileToLoadTheClasses() {
        Yaml.read(Yaml.SMALLEST);
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** Refused within seconds, of this thread's own: other work of the machine does not count, but its speed does. */
    private static ExperimentException refusal(Path file) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        ExperimentException refusal =
                catchThrowableOfType(ExperimentException.class, () -> Yaml.FILES.read(file, List.of()));
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(20));
        return refusal;
    }

    private ExperimentException refusal(byte[] content) throws IOException {
        return refusal(Files.write(folder.resolve("x.yaml"), content));
    }

    private ExperimentException refusal(String text) throws IOException {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWrongIsToldInLinesWithTheirPlaces(Path file) throws IOException {
        Path golden = FOLDER.resolve(file.getFileName().toString().replace(".yaml", ".txt"));
        ExperimentException refusal = refusal(file);
        String told = refusal.problems().stream().collect(Collectors.joining("\n", "", "\n"));
        assertThat(withoutLists(told.replace(FOLDER + "/", ""))).isEqualTo(Files.readString(golden));
        boolean whole = told.contains(".yaml: is empty") || told.contains(".yaml: is a text in UTF-16");
        String place = whole ? "" : ":[1-9]\\d*:[1-9]\\d*";
        assertThat(refusal.problems()).allMatch(line -> line.matches(".*\\.yaml" + place + ": .+"));
    }

    /** Which words are allowed is for other tests to say: each new component and setting would change the texts. */
    private static String withoutLists(String told) {
        return told.replaceAll("(?m)(allowed|known): [a-z0-9-]+(, [a-z0-9-]+)+$", "$1: ...");
    }

    @Test
    void everyFileHasItsGoldenText() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(100);
        try (Stream<Path> all = Files.list(FOLDER)) {
            assertThat(all).hasSize(2 * files().size());
        }
    }

    @Test
    void theCommandLineTellsThemAsLinesOfItsOwn() throws IOException {
        for (Path file : files()) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), "train", file.toString());
            assertThat(code).as(file.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("wb: " + file), "starts with the file");
            assertThat(out.toString()).isEmpty();
        }
    }

    @Nested
    class Sizes {
        @ParameterizedTest
        @ValueSource(strings = {"[", "{a: ", "- "})
        void deepNestingIsRefused(String opening) throws IOException {
            assertThat(refusal(opening.repeat(200_000 / opening.length())).problems())
                    .singleElement()
                    .asString()
                    .startsWith(folder.resolve("x.yaml") + ":1:")
                    .endsWith(": lists and mappings are more than 64 deep, which no experiment needs");
        }

        @Test
        void sixtyFourListsInsideOneAnotherAreReadAndOneMoreIsNot() throws IOException {
            assertThat(refusal("[".repeat(64) + "]".repeat(64))).hasMessageContaining("the experiment is a list");
            assertThat(refusal("[".repeat(65) + "]".repeat(65))).hasMessageContaining("more than 64 deep");
        }

        @Test
        void largeFilesAreNotRead() throws IOException {
            Path file = Files.writeString(folder.resolve("x.yaml"), Yaml.SMALLEST);
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(100L << 20);
            }
            assertThat(refusal(file).problems())
                    .containsExactly(file + ": is larger than 256 KiB (262144 bytes), which no experiment needs");
        }

        @Test
        void aFileOfTheLargestSizeIsReadAndOneByteMoreIsNot() throws IOException {
            String text = Yaml.SMALLEST + "#".repeat((256 << 10) - Yaml.SMALLEST.length());
            Path file = Files.writeString(folder.resolve("x.yaml"), text);
            assertThat(Yaml.FILES.read(file, List.of())).isEqualTo(Yaml.read(Yaml.SMALLEST));
            assertThat(refusal(text + "#")).hasMessageContaining("larger than 256 KiB");
        }

        @Test
        void aHugeTextIsRefusedWithoutBeingPrinted() throws IOException {
            assertThat(refusal("name: " + "n".repeat(200_000) + "\n").problems())
                    .containsExactly(folder.resolve("x.yaml") + ":1:7: '" + "n".repeat(40)
                            + "...' has 200000 characters; allowed: up to 1000");
        }

        @Test
        void keysAreTooLongEachForItself() throws IOException {
            String key = "? " + "k".repeat(2000);
            assertThat(refusal(key + "a\n: 1\n" + key + "b\n: 1\n").problems())
                    .hasSize(2)
                    .allMatch(line -> line.endsWith("has 2001 characters; allowed: up to 1000"));
        }

        @Test
        void ofVeryManyFaultsTheFirstHundredAreTold() throws IOException {
            String twice = refusal(Yaml.SMALLEST + "seed: 1\n".repeat(30_000)).getMessage();
            assertThat(twice.lines()).hasSize(101);
            assertThat(twice).endsWith("/x.yaml:109:1: and 29899 more problems from here on");

            String keys =
                    IntStream.range(0, 20_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());
            assertThat(refusal(Yaml.SMALLEST + keys).problems())
                    .hasSize(101)
                    .last()
                    .asString()
                    .endsWith("/x.yaml:108:1: and 19900 more problems from here on");
        }
    }

    @Nested
    class Places {
        @Test
        void linesOfWindowsAreCounted() throws IOException {
            assertThat(refusal((Yaml.SMALLEST + "sed: 1\n").replace("\n", "\r\n"))
                            .problems())
                    .singleElement()
                    .asString()
                    .contains("x.yaml:8:1: unknown key 'sed'");
        }

        @Test
        void whatIsNoFileIsNamed() throws IOException {
            assertThat(refusal(folder)).hasMessage(folder + ": is a folder");
            Path none = folder.resolve("none.yaml");
            assertThat(refusal(none)).hasMessage(none + ": no such file");
            Path loop = Files.createSymbolicLink(folder.resolve("loop.yaml"), Path.of("loop.yaml"));
            assertThat(refusal(loop).problems())
                    .singleElement()
                    .asString()
                    .startsWith(loop + ": cannot be read: ")
                    .doesNotContain("Exception");
        }

        @Test
        void aNameOfAFileWithALineBreakStaysOnItsLine() throws IOException {
            Path file = Files.writeString(folder.resolve("a\nb.yaml"), "sentence");
            assertThat(refusal(file).problems()).singleElement().asString().contains("a\\nb.yaml:1:1: ");
        }
    }

    @Nested
    class Sets {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            seed                                | expected path=value, such as stages[0].epochs=3
            =3                                  | expected path=value, such as stages[0].epochs=3
            stages[0.epochs=3                   | expected path=value, such as stages[0].epochs=3
            stages[-1].epochs=3                 | expected path=value, such as stages[0].epochs=3
            stages..epochs=3                    | expected path=value, such as stages[0].epochs=3
            stages[9999999999].epochs=3         | expected path=value, such as stages[0].epochs=3
            stages[1].epochs=3                  | stages has no item 1; allowed: 0 to 0
            stages.featuers.epochs=3            | stages has no item named 'featuers'; did you mean 'features'? there are: features
            model[0]=3                          | model is not a list in the file
            seed=                               | seed has no value; expected a whole number
            seed=1 2                            | seed is '1 2'; expected a whole number
            stages[0].epochs=[3                 | not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>
            stages[0].epochs=*n                 | alias '*n'; write the value out
            stages[0].epochs=!!int 3            | tag '!!int'; leave it out, the setting decides what its value is
            model={width: 8, width: 16, architecture: resnet-8} | duplicate key 'width' at the top level
            stages[0].regularizers={name: l2-normalization} | stages[0].regularizers is a mapping; expected a list of mappings
            stages[0].learning-rate=1e400       | stages[0].learning-rate is 1e400; allowed: finite numbers, at least 0
            name="a\\nb"                        | name is 'a\\nb'; allowed: lower-case letters and digits, joined by '-', '_' or '.'
            """)
        void changesThatAreNoneAreTold(String set, String problem) {
            assertThat(Yaml.problems(Yaml.SMALLEST, set)).containsExactly("--set " + set + ": " + problem);
        }

        @Test
        void lineBreaksAndDepthAreTold() {
            assertThat(Yaml.problems(Yaml.SMALLEST, "name=a\n\u0000"))
                    .containsExactly("--set name=a\\n\\u0000: not YAML: the character U+0000 is not allowed");
            assertThat(Yaml.problems(Yaml.SMALLEST, "a.".repeat(30_000) + "a=1"))
                    .singleElement()
                    .asString()
                    .endsWith(": expected path=value, such as stages[0].epochs=3");
            assertThat(Yaml.problems(Yaml.SMALLEST, "name=" + "[".repeat(100_000)))
                    .singleElement()
                    .asString()
                    .endsWith(": lists and mappings are more than 64 deep, which no experiment needs");
        }
    }
}

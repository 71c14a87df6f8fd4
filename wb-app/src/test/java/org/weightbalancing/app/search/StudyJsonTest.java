package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StudyJsonTest {

    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("rate", new Uniform(-1.5, 2)),
            Dimension.of("decay", new LogUniform(1e-4, 1)),
            Dimension.of("epochs", new IntegerRange(-3, 12)),
            Dimension.of(
                    "loss",
                    Choice.of(
                            "cross-entropy", 1, 1L, 1.0, true, List.of(1, 2L), Map.of("name", "focal", "gamma", 2.0))),
            Dimension.of("gamma", new Uniform(0, 5)).when("loss", 1L, Map.of("name", "focal", "gamma", 2.0)));

    private static final StudyDescription ALL = new StudyDescription(
            SPACE,
            new Goal(false, List.of(Constraint.atMost("ece", 0.05), Constraint.atLeast("few", 0.25))),
            "tpe",
            Map.of("startup", "10", "gamma", "0.25"),
            Long.MIN_VALUE,
            new Budget(60, Optional.of(Duration.ofMinutes(90)), Optional.of(Duration.ofMillis(1500)), 2));

    @Test
    void descriptionReadsBackEqual() {
        assertThat(StudyJson.parse("study.json", StudyJson.text(ALL))).isEqualTo(ALL);
        assertThat(StudyJson.parse("study.json", StudyJson.text(Studies.DESCRIPTION)))
                .isEqualTo(Studies.DESCRIPTION);
    }

    @Test
    void descriptionIsReadable() {
        assertThat(new String(StudyJson.text(Studies.DESCRIPTION), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("""
                        {
                          "format" : 1,
                          "space" : [ {
                            "name" : "decay",
                            "log-uniform" : [ 1.0E-4, 1.0 ]
                          }, {
                            "name" : "batch",
                            "choice" : [ 32, 64 ]
                          } ],
                          "goal" : {
                            "larger-is-better" : true,
                            "constraints" : [ ]
                          },
                          "generator" : "random",
                          "settings" : {
                            "startup" : "10"
                          },
                          "seed" : 7,
                          "budget" : {
                            "trials" : 20,
                            "attempts" : 10
                          }
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "format" : 1              | "format" : 2             | s.json is of format 2, and this version reads format 1; use a newer version
                    "format" : 1              | "format" : 0             | s.json is of format 0, and this version reads format 1
                    "format" : 1              | "form" : 1               | s.json: format is missing, expected is a whole number
                    "log-uniform"             | "log-normal"             | s.json, space 0: dimension decay has no domain; allowed are uniform, log-uniform, integer, choice
                    [ 1.0E-4, 1.0 ]           | [ 1.0E-4 ]               | s.json, space 0: log-uniform is [1.0E-4], expected is an array of two numbers, the lowest and the highest value
                    [ 32, 64 ]                | [ 32, {"a" : null} ]     | s.json, space 1: choice is [32,{"a":null}], expected is an array of numbers, strings, booleans, lists and maps
                    "trials" : 20             | "trials" : "many"        | s.json, budget: trials is "many", expected is a whole number
                    "attempts" : 10            | "within": "1 h", "attempts" : 10 | s.json, budget: within is "1 h", expected is a duration such as PT1H30M
                    "startup" : "10"          | "startup" : 10           | s.json, settings: startup is 10, expected is a string
                    "larger-is-better" : true | "larger-is-better" : 1   | s.json, goal: larger-is-better is 1, expected is true or false
                    """)
    void damagedDescriptionIsRefused(String from, String to, String message) {
        String text = new String(StudyJson.text(Studies.DESCRIPTION), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        byte[] damaged = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StudyJson.parse("s.json", damaged))
                .isInstanceOf(StudyException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNoDescriptionIsRefused() {
        assertThatThrownBy(() -> StudyJson.parse("s.json", "{\n  \"format\": 1".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StudyException.class)
                .hasMessageStartingWith("s.json is not JSON in line 2, column 14: ");
        assertThatThrownBy(() -> StudyJson.parse("s.json", new byte[0]))
                .isInstanceOf(StudyException.class)
                .hasMessage("s.json is no JSON object but empty");
        byte[] bounds = new String(StudyJson.text(Studies.DESCRIPTION), StandardCharsets.UTF_8)
                .replace("[ 1.0E-4, 1.0 ]", "[ 1.0, 1.0E-4 ]")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StudyJson.parse("s.json", bounds))
                .isInstanceOf(StudyException.class)
                .hasMessageStartingWith("s.json describes no study: ");
    }

    @Test
    void numbersThatAreNotFiniteAreStrings() {
        assertThat(StoredValue.number(Double.NaN)).hasToString("\"NaN\"");
        assertThat(StoredValue.number(Double.POSITIVE_INFINITY)).hasToString("\"Infinity\"");
        assertThat(StoredValue.number(Double.NEGATIVE_INFINITY)).hasToString("\"-Infinity\"");
        assertThat(StoredValue.number(0.1)).hasToString("0.1");
    }

    /** As in a search file; only a map that would pass for another value is not. */
    @Test
    void componentsAreWrittenAsTheyAre() {
        Map<String, Object> norm = new LinkedHashMap<>();
        norm.put("name", "max-norm");
        norm.put("radius", 0.1);
        assertWritten(norm, "{\"name\":\"max-norm\",\"radius\":0.1}");
        assertWritten(
                List.of(Map.of("max-norm", norm), 5L),
                "[{\"max-norm\":{\"name\":\"max-norm\",\"radius\":0.1}},{\"long\":5}]");
        assertWritten(Map.of(), "{}");
        assertWritten(Map.of("long", 5), "{\"map\":{\"long\":5}}");
        assertWritten(Map.of("map", Map.of("a", 1)), "{\"map\":{\"map\":{\"a\":1}}}");
    }

    private static void assertWritten(Object value, String json) {
        assertThat(StoredValue.json(value)).hasToString(json);
        assertThat(StoredValue.value(StoredValue.json(value))).contains(value);
    }

    @Property(seed = "1", tries = 300)
    void valuesReadBackEqualWithTheirTypes(@ForAll("values") Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("value", value);
        ClaimNote note = new ClaimNote(
                0,
                new Proposal(List.of(), new Parameters(values), OptionalInt.of(3), OptionalInt.empty()),
                1,
                1,
                "id",
                Studies.foreign(),
                Instant.EPOCH);
        StoredObject root = StoredObject.parse("claim.json", note.json());
        assertThat(StoredValue.values(root.object("parameters").node())).contains(values);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.of(0.0, -0.0, 1.0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, 1e300, -1e-7)
                        .asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.of("NaN", "Infinity", "long", "", "\u00e4\n\"", "\ud83d\ude00", "1")
                        .asGeneric(),
                Arbitraries.strings()
                        .ofMaxLength(5)
                        .filter(StudyJsonTest::encodable)
                        .asGeneric());
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        leaf,
                        inner.list().ofMaxSize(3).map(ArrayList::new).asGeneric(),
                        Arbitraries.maps(Arbitraries.of("long", "double", "map", "a", "b"), inner)
                                .ofMaxSize(3)
                                .asGeneric()),
                0,
                3);
    }

    /** Half a surrogate pair is no text. */
    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}

package org.weightbalancing.app.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlowYamlTest {

    @Test
    void valuesAreWrittenAsPeopleWriteThem() {
        Map<String, Object> focal = new LinkedHashMap<>();
        focal.put("name", "focal");
        focal.put("gamma", 0.5);
        focal.put("epochs", List.of(1, 2L, true));
        assertThat(FlowYaml.of(focal)).isEqualTo("{name: focal, gamma: 0.5, epochs: [1, 2, true]}");
        assertThat(FlowYaml.of("a: b")).isEqualTo("\"a: b\"");
        assertThat(FlowYaml.of("null")).isEqualTo("\"null\"");
        assertThat(FlowYaml.of("classifier/weights")).isEqualTo("classifier/weights");
        assertThat(FlowYaml.of(1e-12)).isEqualTo("1E-12");
    }

    @ParameterizedTest
    @CsvSource({
        "64, java.lang.Integer",
        "64.0, java.lang.Integer",
        "-0.0, java.lang.Integer",
        "3000000000, java.lang.Long",
        "3e9, java.lang.Long",
        "1e-4, java.lang.Double",
        "1e15, java.lang.Double",
        ".inf, java.lang.Double",
        "true, java.lang.Boolean",
        "on, java.lang.String"
    })
    void scalarsHaveTheTypeOfWhatTheyReadAs(String text, Class<?> type) {
        assertThat(read(text)).isInstanceOf(type);
    }

    @Test
    void nothingIsNoValue() {
        assertThatThrownBy(() -> read("{a: [1, {b: ~}]}")).hasMessage("a[1].b has no value");
    }

    @Property(seed = "1", tries = 500)
    void whatIsWrittenReadsBackEqual(@ForAll("values") Object value) {
        Object once = read(FlowYaml.of(value));
        assertThat(read(FlowYaml.of(once))).isEqualTo(once);
        assertThat(FlowYaml.of(once)).isEqualTo(FlowYaml.of(value));
    }

    @Property(seed = "1", tries = 500)
    void textsReadBackEqual(@ForAll("texts") String text) {
        assertThat(read(FlowYaml.of(text))).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(12);
        return Arbitraries.oneOf(
                        any, Arbitraries.of("null", "~", "a\nb", "é", "a #b", "- a", "*a", "!a", "", "on", "a.b/c-d"))
                .filter(text -> YamlNumber.real(text).isEmpty()
                        && YamlNumber.whole(text).isEmpty()
                        && !text.equals("true")
                        && !text.equals("false"));
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast));
        return Arbitraries.oneOf(
                scalars,
                scalars.list().ofMaxSize(4).map(Object.class::cast),
                Arbitraries.maps(Arbitraries.strings().alpha().ofLength(3), scalars)
                        .ofMaxSize(4)
                        .map(Object.class::cast));
    }

    private static Object read(String text) {
        List<Problem> problems = new ArrayList<>();
        YamlNode node = YamlReader.value(Where.of("x"), text, problems).orElseThrow();
        assertThat(problems).isEmpty();
        return FlowYaml.value(node);
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParametersTest {

    @Test
    void whatIsInsideAValueCannotBeChangedEither() {
        List<Object> list = new ArrayList<>(List.of(1, 2));
        Map<String, Object> map = new LinkedHashMap<>(Map.of("stops", list));
        Parameters parameters = new Parameters(Map.of("loss", map, "sizes", list));
        list.add(3);
        map.put("beta", 0.5);
        Parameters expected = new Parameters(Map.of("loss", Map.of("stops", List.of(1, 2)), "sizes", List.of(1, 2)));
        assertThat(parameters).isEqualTo(expected);
        for (String name : List.of("loss", "sizes")) {
            Object value = parameters.value(name).orElseThrow();
            Runnable change = value instanceof List<?> inner ? inner::clear : ((Map<?, ?>) value)::clear;
            assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void orderIsKeptInMapsAsWell() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name : List.of("name", "beta", "alpha", "c")) {
            map.put(name, name);
        }
        assertThat(new Parameters(Map.of("loss", map)).text("loss"))
                .isEqualTo("{name=name, beta=beta, alpha=alpha, c=c}");
    }

    @Test
    void valuesOfOtherTypesAreRefusedAtAnyDepth() {
        for (Object value : List.of(1f, List.of(1, 'x'), Map.of("a", List.of(1f)), Map.of(1, 2))) {
            assertThatThrownBy(() -> new Parameters(Map.of("rate", value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("parameter rate has a value of type java.lang.")
                    .hasMessageEndingWith(
                            "; allowed are doubles, whole numbers, booleans, strings, and lists and maps of" + " them");
        }
    }

    @Test
    void nestedValuesAreSerializable() throws IOException, ClassNotFoundException {
        Parameters parameters = new Parameters(Map.of("loss", Map.of("a", List.of(1, 2.5, true, "x", 5L))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(parameters);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(parameters);
        }
    }
}

package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads golden files and compares matrices with them. */
final class Golden {

    private Golden() {}

    static List<JsonNode> cases(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(cases.spliterator(), false).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[][] matrix(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(Golden::vector)
                .toArray(double[][]::new);
    }

    static double[] vector(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(Golden::number)
                .toArray();
    }

    /** Non-finite numbers are written as the strings that Double.parseDouble reads. */
    static double number(JsonNode node) {
        return Double.parseDouble(node.asText());
    }

    /** Asserts |a - e| <= relative * max|e| + absolute for every entry. */
    static void assertClose(String name, double[][] actual, double[][] expected, double relative, double absolute) {
        double largest = Arrays.stream(expected)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertThat(actual).as(name).hasDimensions(expected.length, expected[0].length);
        for (int row = 0; row < expected.length; row++) {
            for (int column = 0; column < expected[row].length; column++) {
                assertThat(actual[row][column])
                        .as("%s [%d][%d]", name, row, column)
                        .isCloseTo(expected[row][column], within(relative * largest + absolute));
            }
        }
    }
}

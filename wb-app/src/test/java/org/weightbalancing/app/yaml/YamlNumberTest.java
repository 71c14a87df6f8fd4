package org.weightbalancing.app.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlNumberTest {

    @ParameterizedTest
    @CsvSource({
        "5e-4, 0.0005",
        "1e-5, 0.00001",
        "0.1, 0.1",
        "100, 100",
        "0.9999, 0.9999",
        "5e-10, 5E-10",
        "1e300, 1E+300",
        "0, 0",
        "-0.0, -0",
        "2e-3, 0.002",
        "4.9e-324, 5E-324",
        "0.1234567890123, 0.1234567890123",
        "0.30000000000000004, 0.30000000000000004"
    })
    void numbersAreWrittenShort(double number, String text) {
        assertThat(YamlNumber.text(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "5e-4, 0.0005",
        "1e-5, 0.00001",
        "+1, 1",
        ".5, 0.5",
        "1., 1",
        "1E+2, 100",
        "-3, -3",
        ".inf, Infinity",
        "-.inf, -Infinity"
    })
    void numbersAreRead(String text, double number) {
        assertThat(YamlNumber.real(text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "1e", "0x1", "NaN", "Infinity", "1f", "1 2", "1_0.0"})
    void otherTextsAreNoNumbers(String text) {
        assertThat(YamlNumber.real(text)).isEmpty();
    }

    @Test
    void wholeNumbersAreDecimal() {
        assertThat(YamlNumber.whole("1_000")).contains(1000L);
        assertThat(YamlNumber.whole("-9223372036854775808")).contains(Long.MIN_VALUE);
        assertThat(YamlNumber.whole("9223372036854775808")).isEmpty();
        assertThat(YamlNumber.whole("010")).isEmpty();
        assertThat(YamlNumber.whole("1.0")).isEmpty();
    }
}

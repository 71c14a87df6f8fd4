package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValueTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0", "0.1, 0.1", "0.00123456, 0.001235", "0.000123456, 1.235e-4", "1e-5, 1e-5", "-2.5e-7, -2.5e-7",
        "12345.6, 12350", "1e6, 1e6", "1234567, 1.235e6", "-0.5, -0.5", "NaN, NaN", "0.99996, 1"
    })
    void doublesHaveFourDigits(double value, String text) {
        assertThat(ValueText.of(value)).isEqualTo(text);
    }

    @Test
    void otherValuesStandAsTheyAre() {
        Map<String, Object> focal = new LinkedHashMap<>(Map.of("name", "focal"));
        focal.put("gamma", 2.0);
        assertThat(ValueText.of(64)).isEqualTo("64");
        assertThat(ValueText.of(true)).isEqualTo("true");
        assertThat(ValueText.of("cosine")).isEqualTo("cosine");
        assertThat(ValueText.of(List.of(1, 0.25))).isEqualTo("[1, 0.25]");
        assertThat(ValueText.of(focal)).isEqualTo("focal (gamma 2)");
        assertThat(ValueText.of(Map.of("name", "focal"))).isEqualTo("focal");
        assertThat(ValueText.of(Map.of("gamma", 2.0))).isEqualTo("{gamma 2}");
    }

    @Test
    void aSettingThatIsADimensionIsSaidOnce() {
        Map<String, Object> focal = new LinkedHashMap<>(Map.of("name", "focal"));
        focal.put("gamma", 1);
        focal.put("scale", 2);
        Parameters both = new Parameters(Map.of("loss", focal, "loss.gamma", 0.5));
        assertThat(ValueText.of(both, "loss")).isEqualTo("focal (scale 2)");
        assertThat(ValueText.of(both, "loss.gamma")).isEqualTo("0.5");
        assertThat(ValueText.of(new Parameters(Map.of("loss", focal)), "loss")).isEqualTo("focal (gamma 1, scale 2)");
    }

    @Test
    void dimensionsAreNamedAsShortlyAsTellsThemApart() {
        assertThat(DimensionNames.of(List.of(
                        "stages.a.rate", "stages.a.decay", "stages.b.decay", "loss", "stages.loss", "x.loss.beta")))
                .containsExactly("rate", "a.decay", "b.decay", "loss", "stages.loss", "beta");
    }

    @Test
    void aNameWithADotAtItsEndIsWhole() {
        assertThat(DimensionNames.of(List.of("a.", ".b", "c"))).containsExactly("a.", "b", "c");
    }
}

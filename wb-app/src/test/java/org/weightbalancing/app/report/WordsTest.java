package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.text.RunNames;

/** Numbers, names and paths as the page shows them. */
final class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0.0123, 0.0123",
        "0.01234, 0.0123",
        "1234.5, 1230",
        "0, 0",
        "100, 100",
        "1e-5, 1.00e-05",
        "2e6, 2.00e+06",
        "NaN, n/a",
        "-Infinity, -infinite"
    })
    void threeDigitsCount(double value, String text) {
        assertThat(Numbers.significant(value)).isEqualTo(text);
    }

    @Test
    void fractionsAreInPercent() {
        assertThat(Numbers.percent(0.4567)).isEqualTo("45.7 %");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("n/a");
        assertThat(Numbers.points(-0.0001)).isEqualTo("0.0");
        assertThat(Numbers.fixed(Double.POSITIVE_INFINITY, 1)).isEqualTo("infinite");
    }

    @Test
    void namesAreListed() {
        assertThat(Numbers.list(List.of())).isEmpty();
        assertThat(Numbers.list(List.of("a"))).isEqualTo("a");
        assertThat(Numbers.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }

    @ParameterizedTest
    @CsvSource({"49.73, 49.7 s", "60, 1 min 0 s", "725.2, 12 min 5 s", "11520, 3 h 12 min"})
    void timesAreReadable(double seconds, String text) {
        assertThat(Facts.duration(seconds)).isEqualTo(text);
    }

    @Test
    void runsAreToldApartByTheLastFoldersOfTheirPaths() {
        assertThat(RunNames.of(List.of(Path.of("/x/a/run")))).containsExactly("run");
        assertThat(RunNames.of(List.of(Path.of("/x/a/run"), Path.of("/x/b/run"))))
                .containsExactly(
                        Path.of("a", "run").toString(), Path.of("b", "run").toString());
        assertThat(RunNames.of(List.of(Path.of("/run"), Path.of("/x/run")))).containsExactly("/run", "x/run");
        assertThat(RunNames.of(List.of(Path.of("/x/a/run"), Path.of("/x/b/run"), Path.of("/x/other"))))
                .containsExactly(
                        Path.of("a", "run").toString(), Path.of("b", "run").toString(), "other");
        assertThat(RunNames.of(List.of(Path.of("/a/b"), Path.of("/a/b")))).containsExactly("b", "b");
    }

    @Test
    void whatHidesOrTurnsTextIsWrittenOut() {
        assertThat(Legible.of("a\u202Eb\u0000c\uD800d\u200Be")).isEqualTo("a\\u202Eb\\u0000c\\uD800d\\u200Be");
        assertThat(Legible.of("a\n\tb")).isEqualTo("a\n\tb");
        String family = "\uD83D\uDC69\u200D\uD83D\uDC67";
        assertThat(Legible.of(family)).isEqualTo(family);
    }

    @Test
    void aDrawingIsEncodedWithWhatHtmlAndAddressesLeaveAlone() {
        assertThat(DataUri.svg("<text x=\"1\">1.2345 \u00e9#'&</text>"))
                .isEqualTo("data:image/svg+xml,%3Ctext x%3D%221%22%3E1.2345 %C3%A9%23%27%26%3C/text%3E");
    }

    @Test
    void aShapeThatIsFilledAndOutlinedIsOneElement() {
        String filled = "<path clip-path=\"url(#c)\" d=\"M1.2345 2Z\" fill=\"red\" stroke=\"none\"/>";
        String outlined = "<path clip-path=\"url(#c)\" d=\"M1.2345 2Z\" fill=\"none\" stroke=\"blue\"/>";
        String other = "<path clip-path=\"url(#c)\" d=\"M3 2Z\" fill=\"none\" stroke=\"blue\"/>";
        String one = "<path clip-path=\"url(#c)\" d=\"M1.23 2Z\" fill=\"red\" stroke=\"blue\"/>";
        String text = "<text>1.2345</text>";
        assertThat(ShorterSvg.of(filled + outlined + text)).isEqualTo(one + text);
        assertThat(ShorterSvg.of(other + filled + outlined + other)).isEqualTo(other + one + other);
        assertThat(ShorterSvg.of(filled + other)).isEqualTo(filled.replace("1.2345", "1.23") + other);
        assertThat(ShorterSvg.of(outlined + filled)).isEqualTo((outlined + filled).replace("1.2345", "1.23"));
    }

    // A circle of radius 4.5 around (273.5, 20.5) as four curves.
    @Test
    void curvesThatAreACircleBecomeOne() {
        String curves =
                "C278 22.985 275.985 25 273.5 25 C271.015 25 269 22.985 269 20.5 C269 18.015 271.015 16 273.5 16"
                        + " C275.985 16 278 18.015 278 20.5 Z";
        assertThat(ShorterSvg.of("<path clip-path=\"url(#c)\" d=\"M278 20.5 " + curves + "\" fill=\"none\"/>"))
                .isEqualTo("<circle clip-path=\"url(#c)\" cx=\"273.50\" cy=\"20.50\" r=\"4.50\" fill=\"none\"/>");
        String wide = "<path d=\"M278 20.5 " + curves.replace("269", "259") + "\"/>";
        assertThat(ShorterSvg.of(wide)).startsWith("<path d=\"M278 20.5 C278 22.98 275.98 25 273.5 25 C271.01 25 259");
    }

    @Test
    void weightDecaysAreSummedByStage() {
        JsonNode experiment = StoredTree.yaml(Path.of("e"), """
                stages:
                  - {name: a, regularizers: [{name: weight-decay, decay: 5e-4}, {name: max-norm},
                      {name: weight-decay, decay: 0.0015}]}
                  - {name: b, regularizers: []}
                  - {name: c, regularizers: [{name: weight-decay, decay: none}]}
                """);
        assertThat(WeightDecays.of(experiment, "a")).contains(0.002);
        assertThat(WeightDecays.of(experiment, "b")).contains(0.0);
        assertThat(WeightDecays.of(experiment, "c")).isEmpty();
        assertThat(WeightDecays.of(experiment, "d")).isEmpty();
    }
}

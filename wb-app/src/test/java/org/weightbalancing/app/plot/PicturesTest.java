package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What holds for the pictures of all plots. */
final class PicturesTest {

    // The names stand in the caption of the page, or are cut to the width of a sample.
    private static final List<String> NAMELESS = List.of("confusion", "class-frequency", "montage");
    private static final String HOSTILE = "<b>\"&'</text><script>x</script>";

    static Stream<Map.Entry<String, Picture>> plots() {
        return SamplePlots.named("second").entrySet().stream();
    }

    static Stream<Map.Entry<String, Picture>> hostilePlots() {
        return SamplePlots.named(HOSTILE).entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("plots")
    void pngHasTheSizeOfThePictureAndAWhiteGroundNotAlone(Map.Entry<String, Picture> plot) {
        Picture picture = plot.getValue();
        Pixels pixels = Pixels.of(picture);
        assertThat(List.of(pixels.image().getWidth(), pixels.image().getHeight()))
                .containsExactly(picture.width(), picture.height());
        int all = plot.getValue().width() * plot.getValue().height();
        assertThat(pixels.at(0, 0)).isEqualTo(Color.WHITE);
        assertThat(pixels.count(Color.WHITE)).isBetween(all / 20, all * 99 / 100);
    }

    @Test
    void printHasMorePixelsOfTheSamePicture() {
        Picture picture = SamplePlots.named("m").get("class-frequency");
        Pixels screen = Pixels.of(picture);
        Pixels printed = Pixels.of(picture.png(3));
        assertThat(List.of(printed.image().getWidth(), printed.image().getHeight()))
                .containsExactly(3600, 2100);
        for (int x = 150; x < 1150; x += 50) {
            assertThat(printed.at(3 * x + 1, 1501)).isEqualTo(screen.at(x, 500));
        }
    }

    @Test
    void theSameDataGiveTheSameBytes() {
        Map<String, Picture> again = SamplePlots.named("second");
        plots().forEach(plot -> {
            assertThat(again.get(plot.getKey()).png())
                    .as(plot.getKey())
                    .isEqualTo(plot.getValue().png());
            assertThat(again.get(plot.getKey()).svg())
                    .as(plot.getKey())
                    .isEqualTo(plot.getValue().svg());
        });
    }

    @ParameterizedTest
    @MethodSource("hostilePlots")
    void svgIsXmlWithNamesAsTextThatRefersToNothingElse(Map.Entry<String, Picture> plot) throws Exception {
        String svg = plot.getValue().svg();
        Element root = parse(svg).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getAttribute("viewBox"))
                .isEqualTo(
                        "0 0 " + plot.getValue().width() + " " + plot.getValue().height());
        assertThat(root.getAttribute("aria-label")).isEqualTo(plot.getValue().alt());
        if (!NAMELESS.contains(plot.getKey())) {
            assertThat(texts(root)).anyMatch(text -> text.contains(HOSTILE.substring(0, 20)));
        }
        assertThat(svg).doesNotContain("<!DOCTYPE", "<?xml", "<!--", "<script", "<b>");
        assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")
                        .replace("xmlns:xlink=\"http://www.w3.org/1999/xlink\"", ""))
                .doesNotContain("http:", "https:", "file:");
        NodeList elements = root.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            String target = ((Element) elements.item(i)).getAttribute("xlink:href");
            assertThat(target).matches("|data:image/png;base64,[A-Za-z0-9+/=]+|#.*");
        }
    }

    @Test
    void labelsOfUprightAxesAreTextToo() throws Exception {
        assertThat(texts(SamplePlots.named("m").get("class-accuracy").svg()))
                .contains("test accuracy of the class, %", "training images (bars)", "classes, most frequent first");
    }

    @Test
    void idsOfDifferentPicturesDifferAndReferencesMeetThem() throws Exception {
        TreeSet<String> seen = new TreeSet<>();
        for (Map.Entry<String, Picture> plot : SamplePlots.named("m").entrySet()) {
            String svg = plot.getValue().svg();
            NodeList elements = parse(svg).getElementsByTagName("*");
            TreeSet<String> own = new TreeSet<>();
            for (int i = 0; i < elements.getLength(); i++) {
                String id = ((Element) elements.item(i)).getAttribute("id");
                assertThat(id.isEmpty() || (own.add(id) && seen.add(id))).as(id).isTrue();
            }
            Stream.of(svg.split("url\\(#", -1)).skip(1).forEach(rest -> assertThat(own)
                    .contains(rest.substring(0, rest.indexOf(')'))));
        }
        assertThat(seen).hasSizeGreaterThan(13);
    }

    @Test
    void controlCharactersLoneSurrogatesAndBidiMarksAreReplaced() throws Exception {
        Picture picture = SamplePlots.named("a\u0000b\ud800c\u202ed").get("class-accuracy");
        assertThat(texts(picture.svg())).contains("a\ufffdb\ufffdc\ufffdd");
        assertThat(picture.alt()).contains("a\ufffdb\ufffdc\ufffdd");
        assertThat(picture.png()).isNotEmpty();
    }

    @Test
    void nothingToShowIsSaid() throws Exception {
        for (Map.Entry<String, Picture> plot : SamplePlots.empty().entrySet()) {
            assertThat(texts(plot.getValue().svg())).as(plot.getKey()).containsExactly("no data");
            assertThat(plot.getValue().alt()).as(plot.getKey()).endsWith(": no data.");
            assertThat(Pixels.of(plot.getValue()).count(PlotStyle.INK)).isPositive();
        }
    }

    @Test
    void oneClassOneMethodOneEpochAreDrawn() throws Exception {
        for (Map.Entry<String, Picture> plot : SamplePlots.single().entrySet()) {
            assertThat(texts(plot.getValue().svg()))
                    .as(plot.getKey())
                    .doesNotContain("no data")
                    .hasSizeGreaterThan(2);
            assertThat(plot.getValue().png()).isNotEmpty();
        }
    }

    @Test
    void scalesOutsideOneToEightAreRefused() {
        Picture picture = SamplePlots.named("m").get("decay");
        assertThatThrownBy(() -> picture.png(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale is 0, must be from 1 to 8");
        assertThatThrownBy(() -> picture.png(9)).hasMessageContaining("scale is 9");
    }

    static List<String> texts(String svg) throws Exception {
        return texts(parse(svg).getDocumentElement());
    }

    private static List<String> texts(Element root) {
        NodeList texts = root.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}

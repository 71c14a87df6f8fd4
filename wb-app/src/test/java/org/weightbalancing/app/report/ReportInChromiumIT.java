package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser shows it. Without Chromium on the machine, or in WB_CHROMIUM, nothing is tested. */
final class ReportInChromiumIT {

    private static final int WIDE = 1280;
    private static final int NARROW = 400;
    private static final String LIGHT = "light";

    /** What of the text has less contrast than 4.5 against what is behind it. */
    private static final String POOR_CONTRAST = """
            (() => {
              const parse = colour => {
                const n = colour.match(/[0-9.]+/g).map(Number);
                return n.length > 3 ? n : [...n, 1];
              };
              const over = (top, below) => top.slice(0, 3).map((v, i) => top[3] * v + (1 - top[3]) * below[i]);
              const behind = element => {
                const layers = [];
                for (let e = element; e; e = e.parentElement) {
                  layers.push(parse(getComputedStyle(e).backgroundColor));
                  if (layers.at(-1)[3] === 1) break;
                }
                return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
              };
              const luminance = rgb => {
                const [r, g, b] = rgb.map(v => v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              document.querySelectorAll('details').forEach(d => { d.open = true; });
              const poor = [];
              let seen = 0;
              for (const element of document.body.querySelectorAll('*')) {
                const text = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                if (!text || !element.checkVisibility() || element.matches('option, script, .hidden')) continue;
                seen++;
                const back = behind(element);
                const [a, b] = [luminance(over(parse(getComputedStyle(element).color), back)), luminance(back)];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) poor.push(element.tagName + '.' + element.className + ' ' + contrast);
              }
              return {seen, poor: [...new Set(poor)]};
            })()
            """;

    @TempDir
    private static Path folder;

    private static Optional<Chromium> browser = Optional.empty();
    private static URI rich;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> program = Chromium.program();
        assumeTrue(program.isPresent(), "needs Chromium");
        rich = written("rich", RichRun.write(folder.resolve("rich"), RichRun.names(30), "0.0005"));
        browser = Optional.of(Chromium.start(program.get(), Files.createDirectory(folder.resolve("profile"))));
    }

    @AfterAll
    static void close() {
        browser.ifPresent(Chromium::close);
    }

    private static URI written(String name, Path... runs) throws IOException {
        Path page = folder.resolve(name + ".html");
        Files.writeString(page, new Report(List.of(runs)).html(), StandardCharsets.UTF_8);
        return page.toUri();
    }

    private static Chromium open(URI page, int width, String scheme) {
        Chromium chromium = browser.orElseThrow();
        chromium.open(page, width, scheme);
        return chromium;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The cells of a column of the classes, numbered from 0, that are shown. */
    private static List<String> column(Chromium chromium, int column) {
        return texts(chromium.evaluate("[...document.querySelectorAll('.filtered tbody tr')].filter(r => !r.hidden)"
                + ".map(r => r.cells[" + column + "].textContent.trim())"));
    }

    private static void sortBy(Chromium chromium, int column) {
        chromium.evaluate(
                "document.querySelectorAll('.filtered thead th')[" + column + "].querySelector('button').click()");
    }

    @Test
    void thePageLoadsNothingAndFailsNowhere() {
        Chromium chromium = open(rich, WIDE, LIGHT);
        assertThat(chromium.errors()).isEmpty();
        assertThat(chromium.requests()).containsExactly(rich.toString());
    }

    @Test
    void everyPictureIsThere() {
        Chromium chromium = open(rich, WIDE, LIGHT);
        assertThat(chromium.evaluate("document.images.length").asInt()).isGreaterThan(15);
        assertThat(texts(chromium.evaluate("[...document.images].filter(i => !i.complete || !(i.naturalWidth > 0)"
                        + " || !i.alt).map(i => i.alt)")))
                .isEmpty();
    }

    @Test
    void headingsSortInBothDirections() {
        Chromium chromium = open(rich, WIDE, LIGHT);
        sortBy(chromium, 0);
        assertThat(column(chromium, 0))
                .isEqualTo(IntStream.range(0, 30).mapToObj(Integer::toString).toList());
        sortBy(chromium, 0);
        assertThat(column(chromium, 0)).startsWith("29", "28").endsWith("1", "0");
        assertThat(chromium.evaluate("document.querySelector('.filtered thead th').ariaSort")
                        .asText())
                .isEqualTo("descending");
        sortBy(chromium, 1);
        assertThat(column(chromium, 1))
                .startsWith("class 0", "class 1", "class 2")
                .endsWith("class 29");
        sortBy(chromium, 1);
        assertThat(column(chromium, 1)).startsWith("class 29", "class 28");
    }

    @Test
    void whatIsUndefinedComesLast() {
        Chromium chromium = open(rich, WIDE, LIGHT);
        for (int click = 0; click < 12; click++) {
            int method = 4 + click / 2;
            // Mixed before: a comparison that is not transitive sorts rows that are nearly in order.
            chromium.evaluate("(() => { const b = document.querySelector('.filtered tbody'); b.append(...[...b.rows]"
                    + ".sort((x, y) => 11 * x.cells[0].textContent % 31 - 11 * y.cells[0].textContent % 31)); })()");
            sortBy(chromium, method);
            List<String> accuracies = column(chromium, method);
            assertThat(accuracies).hasSize(30).endsWith("n/a", "n/a", "n/a", "n/a");
            assertThat(accuracies.stream().limit(26).map(Double::valueOf))
                    .isSortedAccordingTo(click % 2 == 0 ? Double::compare : (a, b) -> Double.compare(b, a));
        }
    }

    @Test
    void classesAreFilteredByTextAndGroup() {
        Chromium chromium = open(rich, WIDE, LIGHT);
        chromium.evaluate("(() => { const t = document.querySelector('.filter .text'); t.value = ' CLASS 2';"
                + " t.dispatchEvent(new Event('input')); })()");
        assertThat(column(chromium, 0))
                .containsExactly("2", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29");
        chromium.evaluate("(() => { const g = document.querySelector('.filter .group'); g.value = 'many';"
                + " g.dispatchEvent(new Event('change')); })()");
        assertThat(column(chromium, 0)).containsExactly("2");
        assertThat(chromium.evaluate("document.querySelector('.filter .shown').textContent")
                        .asText())
                .isEqualTo("1 of 30 classes");
    }

    @Test
    void oneMeasureOfTheMethodsIsShownAtATime() {
        Chromium chromium = open(rich, WIDE, LIGHT);
        String shown = "[...document.querySelectorAll('.filtered thead .hidden')].filter(e => e.checkVisibility())"
                + ".map(e => e.textContent)";
        assertThat(texts(chromium.evaluate(shown))).hasSize(6).containsOnly("accuracy, %");
        chromium.evaluate("(() => { const m = document.querySelector('.filter .measure'); m.value = 'norm';"
                + " m.dispatchEvent(new Event('change')); })()");
        assertThat(texts(chromium.evaluate(shown))).hasSize(6).containsOnly("classifier norm");
        assertThat(chromium.evaluate("document.querySelector('.filtered .shows').textContent")
                        .asText())
                .isEqualTo("classifier norm");
    }

    @ParameterizedTest
    @ValueSource(strings = {LIGHT, "dark"})
    void textCanBeRead(String scheme) {
        JsonNode contrast = open(rich, WIDE, scheme).evaluate(POOR_CONTRAST);
        assertThat(contrast.path("seen").asInt()).isGreaterThan(500);
        assertThat(texts(contrast.path("poor"))).isEmpty();
    }

    @Test
    void theReaderMayChooseTheColours() {
        Chromium chromium = open(rich, WIDE, LIGHT);
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = chromium.evaluate(background).asText();
        chromium.evaluate("document.getElementById('theme').click()");
        assertThat(chromium.evaluate(background).asText()).isNotEqualTo(light);
        assertThat(texts(chromium.evaluate(POOR_CONTRAST).path("poor"))).isEmpty();
        chromium.evaluate("document.getElementById('theme').click()");
        assertThat(chromium.evaluate(background).asText()).isEqualTo(light);
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, NARROW})
    void nothingStandsOutSideways(int width) {
        Chromium chromium = open(rich, width, LIGHT);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
    }

    /** Runs the script of a live page with answers of a server, true or false: the pauses and what stands at last. */
    private static List<String> live(String answers) throws IOException {
        URI page = folder.resolve("live.html").toUri();
        Files.writeString(folder.resolve("live.html"), "<!DOCTYPE html><p class=\"live\">live</p>");
        String script =
                new String(ReportPage.class.getResourceAsStream("live.js").readAllBytes(), StandardCharsets.UTF_8);
        return texts(open(page, WIDE, LIGHT)
                .evaluate("(async () => { const answers = " + answers + "; const pauses = []; let next = null;"
                        + " const fetch = async () => { if (!answers.shift()) throw new TypeError('no server');"
                        + " return {ok: true, text: async () => 'v'}; };"
                        + " const setTimeout = (f, pause) => { pauses.push(String(pause)); next = f; };\n" + script
                        + "\nconst turn = () => new Promise(done => window.setTimeout(done, 5)); await turn();"
                        + " while (answers.length && next) { const f = next; next = null; f(); await turn(); }"
                        + " return [...pauses, document.querySelector('.live').textContent]; })()"));
    }

    @Test
    void aLivePageOutlivesSomeFailures() throws IOException {
        assertThat(live("[true, false, false, true, false, true]"))
                .containsExactly("2000", "4000", "8000", "2000", "4000", "2000", "live");
        assertThat(live("[true, false, false, false, false, true]")).endsWith("32000", "2000", "live");
    }

    @Test
    void aLivePageGivesUpAfterFiveFailures() throws IOException {
        assertThat(live("[true, false, false, false, false, false, true]"))
                .containsExactly("2000", "4000", "8000", "16000", "32000", "no longer live");
    }

    @Test
    void namesOfAnyKindMakeNoElement() throws IOException {
        List<String> hostile = IntStream.range(0, 30)
                .mapToObj(i -> UntrustedReportTest.HOSTILE.get(i % UntrustedReportTest.HOSTILE.size()))
                .toList();
        URI page = written("hostile", RichRun.write(folder.resolve("<img src=x>&\"'"), hostile, "0.0005"));
        String elements =
                "[...document.body.querySelectorAll('*')].map(e => e.tagName + [...e.attributes].map(a => a.name))";
        List<String> plain = texts(open(rich, WIDE, LIGHT).evaluate(elements));
        Chromium chromium = open(page, WIDE, LIGHT);
        assertThat(texts(chromium.evaluate(elements))).isEqualTo(plain);
        assertThat(chromium.errors()).isEmpty();
        assertThat(chromium.requests()).containsExactly(page.toString());
        assertThat(chromium.evaluate("document.querySelector('.filtered tbody th').textContent")
                        .asText())
                .isEqualTo("<script>alert(1)</script>");
    }
}

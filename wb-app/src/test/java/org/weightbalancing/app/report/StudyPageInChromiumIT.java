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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.search.SampleStudy;

/** The page of a study as a browser shows it. Without Chromium on the machine, or in WB_CHROMIUM, nothing is tested. */
final class StudyPageInChromiumIT {

    private static final int WIDE = 1280;
    private static final int NARROW = 400;

    @TempDir
    private static Path folder;

    private static Optional<Chromium> browser = Optional.empty();
    private static URI page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> program = Chromium.program();
        assumeTrue(program.isPresent(), "needs Chromium");
        String html = StudyReport.html(StudyPage.study(
                SampleStudy.description(120),
                SampleStudy.trials(120, 5),
                "name: tuned\nobjective: {metric: accuracy}\n"));
        Path file = folder.resolve("study.html");
        Files.writeString(file, html, StandardCharsets.UTF_8);
        page = file.toUri();
        browser = Optional.of(Chromium.start(program.get(), Files.createDirectory(folder.resolve("profile"))));
    }

    @AfterAll
    static void close() {
        browser.ifPresent(Chromium::close);
    }

    private static Chromium open(int width) {
        return open(width, "light");
    }

    private static Chromium open(int width, String scheme) {
        Chromium chromium = browser.orElseThrow();
        chromium.open(page, width, scheme);
        return chromium;
    }

    private static List<String> column(Chromium chromium, int column) {
        JsonNode shown = chromium.evaluate("[...document.querySelectorAll('.filtered tbody tr')].filter(r => !r.hidden)"
                + ".map(r => r.cells[" + column + "].textContent.trim())");
        List<String> texts = new ArrayList<>();
        shown.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    void thePageLoadsNothingAndFailsNowhereAndShowsItsPictures() {
        Chromium chromium = open(WIDE);
        assertThat(chromium.errors()).isEmpty();
        assertThat(chromium.requests()).containsExactly(page.toString());
        assertThat(chromium.evaluate("document.images.length").asInt()).isEqualTo(10);
        assertThat(chromium.evaluate("[...document.images].filter(i => !i.complete || !(i.naturalWidth > 0) || !i.alt)"
                                + ".length")
                        .asInt())
                .isZero();
    }

    @Test
    void trialsAreFilteredByAnyValueAndByStatus() {
        Chromium chromium = open(WIDE);
        assertThat(column(chromium, 1)).hasSize(120).startsWith("34", "11", "36");
        chromium.evaluate("(() => { const g = document.querySelector('.filter .group'); g.value = 'failed';"
                + " g.dispatchEvent(new Event('change')); })()");
        assertThat(column(chromium, 2)).hasSize(14).containsOnly("failed");
        chromium.evaluate("(() => { const g = document.querySelector('.filter .group'); g.value = '';"
                + " g.dispatchEvent(new Event('change')); const t = document.querySelector('.filter .text');"
                + " t.value = 'Balanced-Soft'; t.dispatchEvent(new Event('input')); })()");
        assertThat(column(chromium, 6)).hasSizeBetween(20, 60).containsOnly("balanced-softmax");
        assertThat(chromium.evaluate("document.querySelector('.filter .shown').textContent")
                        .asText())
                .matches("\\d+ of 120 trials");
    }

    @Test
    void trialsAreSortedByNumbersWithWhatIsUndefinedLast() {
        Chromium chromium = open(WIDE);
        chromium.evaluate("document.querySelectorAll('.filtered thead th')[3].querySelector('button').click()");
        List<String> scores = column(chromium, 3);
        int undefined = scores.indexOf("n/a");
        assertThat(undefined).isBetween(60, 106);
        assertThat(scores.subList(undefined, 120)).containsOnly("n/a");
        assertThat(scores.subList(0, undefined).stream().map(Double::valueOf)).isSorted();
    }

    @Test
    void picturesAreDarkOnADarkPage() {
        String filters =
                "[...new Set([...document.querySelectorAll('.paper img')].map(i => getComputedStyle(i).filter))]"
                        + ".join()";
        Chromium chromium = open(WIDE);
        assertThat(chromium.evaluate(filters).asText()).isEqualTo("none");
        chromium.evaluate("document.getElementById('theme').click()");
        assertThat(chromium.evaluate(filters).asText()).startsWith("invert(");
        assertThat(open(WIDE, "dark").evaluate(filters).asText()).startsWith("invert(");
    }

    @Test
    void everyTrialIsOneLine() {
        assertThat(open(NARROW)
                        .evaluate("(heights => Math.max(...heights) - Math.min(...heights))"
                                + "([...document.querySelectorAll('.trials tbody tr')].map(r => r.offsetHeight))")
                        .asInt())
                .as("but for the border between two")
                .isBetween(0, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, 700, 500, NARROW})
    void namesOfHyperparametersAreNotBrokenWithinWords(int width) {
        JsonNode begins = open(width)
                .evaluate("[...document.querySelectorAll('.space .name')].flatMap(n => { const t = n.firstChild;"
                        + " const r = document.createRange(); const top = i => { r.setStart(t, i); r.setEnd(t, i + 1);"
                        + " return r.getBoundingClientRect().top; }; return [...t.data].map((c, i) => i)"
                        + ".filter(i => i > 0 && top(i) > top(i - 1) + 5).map(i => t.data.slice(0, i)); })");
        assertThat(begins).allSatisfy(begin -> assertThat(begin.asText()).matches(".*[-. ]"));
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, NARROW})
    void nothingStandsOutSideways(int width) {
        Chromium chromium = open(width);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
    }
}

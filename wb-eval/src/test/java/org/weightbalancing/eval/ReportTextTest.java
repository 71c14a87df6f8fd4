package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTextTest {

    /** Class accuracies 1, 2/3, none: many 1, medium 2/3, few undefined; all 4 of 5, mean 5/6. */
    private static final LongTailReport PARTIAL = LongTailEvaluator.standard()
            .evaluate(new int[] {0, 0, 1, 1, 1}, new int[] {0, 0, 1, 1, 2}, new int[] {500, 50, 5});

    private static final LongTailReport PERFECT =
            LongTailEvaluator.standard().evaluate(new int[] {0, 1, 2}, new int[] {0, 1, 2}, new int[] {500, 50, 5});

    @Test
    void tableIsAlignedInPercent() {
        assertThat(ReportText.table(reports())).isEqualTo("""
                                  accuracy  mean-class-accuracy   many  medium    few  worst-class-accuracy
                        naive         80.0                 83.3  100.0    66.7    n/a                  66.7
                        balanced     100.0                100.0  100.0   100.0  100.0                 100.0
                        """);
    }

    /**
     * Probabilities (1/2, 1/4, 1/4) for an item of each class: class 0 is predicted. -log p = log 2, log 4, log 4: 1.155 in
     * the mean; confidence 1/2, accuracy 1/3.
     */
    @Test
    void logitsAddTheirColumns() {
        double[][] logits = new double[3][];
        Arrays.fill(logits, new double[] {Math.log(2), 0, 0});
        Map<String, LongTailReport> reports = new LinkedHashMap<>();
        reports.put("naive", PARTIAL);
        reports.put("soft", scored(logits));
        assertThat(ReportText.table(reports)).isEqualTo("""
                       accuracy  mean-class-accuracy   many  medium    few  worst-class-accuracy  top-5-accuracy    nll    ece
                naive      80.0                 83.3  100.0    66.7    n/a                  66.7             n/a    n/a    n/a
                soft       33.3                 33.3  100.0     0.0    0.0                   0.0           100.0  1.155   16.7
                """);
    }

    /** An infinite loss widens its cell, and JSON has no word for it. */
    @Test
    void infinityIsWrittenButNotInJson() throws IOException {
        LongTailReport report = scored(new double[][] {{0, 0, 0}, {0, Double.NEGATIVE_INFINITY, 0}, {0, 0, 0}});
        assertThat(ReportText.table(Map.of("a", report))).contains("100.0  Infinity  ");
        assertThat(ReportText.csvLine("a", report)).contains(",Infinity,");
        assertThat(new ObjectMapper()
                        .readTree(ReportText.json("a", report))
                        .get("nll")
                        .isNull())
                .isTrue();
    }

    private static LongTailReport scored(double[][] logits) {
        return LongTailEvaluator.standard()
                .evaluate(ItemScores.of(logits, new int[] {0, 1, 2}), new int[] {500, 50, 5});
    }

    @Test
    void csvHoldsEveryMetricAtFullPrecision() {
        String metrics = Arrays.stream(Metric.values()).map(Metric::toString).collect(Collectors.joining(","));
        List<String> lines = ReportText.csv(reports()).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("name,items," + metrics + ",many-classes,medium-classes,few-classes");
        assertThat(lines.get(1))
                .startsWith("naive,5,0.8,0.8333333333333333,1.0,0.6666666666666666,NaN,0.6666666666666666,")
                .endsWith(",NaN,NaN,1,1,0");
        assertThat(lines.get(2))
                .startsWith("balanced,3,1.0,1.0,1.0,1.0,1.0,1.0,")
                .endsWith(",NaN,NaN,1,1,1");
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",")).hasSize(2 + Metric.values().length + 3));
    }

    @Test
    void csvQuotesOnlyWhatMustBeQuoted() {
        assertThat(ReportText.csvLine("a, \"b\"\nc", PERFECT)).startsWith("\"a, \"\"b\"\"\nc\",3,");
        assertThat(ReportText.csvLine("a b", PERFECT)).startsWith("a b,3,");
    }

    @Test
    void jsonIsReadByAParser() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ReportText.json("naive", PARTIAL));
        assertThat(json.get("name").asText()).isEqualTo("naive");
        assertThat(json.get("items").asInt()).isEqualTo(5);
        assertThat(json.get("accuracy").asDouble()).isEqualTo(0.8);
        assertThat(json.get("mean-class-accuracy").asDouble()).isEqualTo(PARTIAL.meanClassAccuracy());
        assertThat(json.get("few").isNull()).isTrue();
        assertThat(json.at("/classes/medium").asInt()).isEqualTo(1);
        assertThat(json.get("class-accuracies")).hasSize(3);
        assertThat(json.at("/class-accuracies/0").asDouble()).isEqualTo(1);
        assertThat(json.at("/class-accuracies/2").isNull()).isTrue();
        assertThat(json.at("/class-precisions/2").asDouble()).isZero();
        assertThat(json.at("/class-f1/1").asDouble()).isEqualTo(0.8);
        assertThat(json.at("/marginal-likelihoods/0").isNull()).isTrue();
        assertThat(json.get("macro-f1").asDouble()).isEqualTo(Metric.MACRO_F1.applyAsDouble(PARTIAL));
        assertThat(json).hasSize(2 + Metric.values().length + 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quote \" back \\ slash /",
                "line\nfeed\r\t\b\f\u0000\u001f",
                "größe 数 \uD83D\uDE00 </script>"
            })
    void jsonNamesSurviveAnyCharacter(String name) throws IOException {
        String json = ReportText.json(name, PERFECT);
        assertThat(new ObjectMapper().readTree(json).get("name").asText()).isEqualTo(name);
        assertThat(json).doesNotContain("\n");
    }

    @Test
    void numbersDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(ReportText.percent(0.1234)).isEqualTo("12.3");
            assertThat(ReportText.percent(Double.NaN)).isEqualTo("n/a");
            assertThat(ReportText.value(Metric.ECE, 0.1234)).isEqualTo("12.3");
            assertThat(ReportText.value(Metric.NLL, 1.23456)).isEqualTo("1.235");
            assertThat(ReportText.value(Metric.BRIER, Double.NaN)).isEqualTo("n/a");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anEmptyTableHasItsHeading() {
        assertThat(ReportText.table(Map.of())).startsWith("  accuracy").endsWith("\n");
        assertThat(ReportText.csv(Map.of())).isEqualTo(ReportText.csvHeader() + "\n");
    }

    private static Map<String, LongTailReport> reports() {
        Map<String, LongTailReport> reports = new LinkedHashMap<>();
        reports.put("naive", PARTIAL);
        reports.put("balanced", PERFECT);
        return reports;
    }
}

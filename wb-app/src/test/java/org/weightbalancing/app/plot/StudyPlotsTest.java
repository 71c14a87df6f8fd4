package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.junit.jupiter.api.Test;

/** What the plots of a study draw where. */
final class StudyPlotsTest {

    private static List<TradeOffPlot.Trial> front(boolean acrossLarger, boolean upLarger) {
        return new TradeOffPlot(
                        new TradeOffPlot.Measure("a", acrossLarger),
                        new TradeOffPlot.Measure("b", upLarger),
                        List.of(
                                new TradeOffPlot.Trial(1, 1),
                                new TradeOffPlot.Trial(1, 3),
                                new TradeOffPlot.Trial(2, 2),
                                new TradeOffPlot.Trial(3, 1),
                                new TradeOffPlot.Trial(3, 3),
                                new TradeOffPlot.Trial(9, Double.NaN)),
                        OptionalInt.empty())
                .front();
    }

    @Test
    void theFrontIsBeatenByNoneInBothMeasures() {
        assertThat(front(true, true)).containsExactly(new TradeOffPlot.Trial(3, 3));
        assertThat(front(false, false)).containsExactly(new TradeOffPlot.Trial(1, 1));
        assertThat(front(false, true)).containsExactly(new TradeOffPlot.Trial(1, 3));
        List<TradeOffPlot.Trial> two = new TradeOffPlot(
                        SamplePlots.measure("a"),
                        SamplePlots.measure("b"),
                        List.of(
                                new TradeOffPlot.Trial(3, 1),
                                new TradeOffPlot.Trial(2, 2),
                                new TradeOffPlot.Trial(1, 1.5),
                                new TradeOffPlot.Trial(1, 3)),
                        OptionalInt.empty())
                .front();
        assertThat(two)
                .containsExactly(
                        new TradeOffPlot.Trial(1, 3), new TradeOffPlot.Trial(2, 2), new TradeOffPlot.Trial(3, 1));
    }

    // Quartiles 2 and 4 of 1 2 3 4 5: what is below 2 - 3 * 2 = -4 is beyond.
    @Test
    void worseScoresThatAreFarAwayAreBeyondTheAxis() {
        List<Double> values = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 4.0, -1000.0, 2.0, 3.0, Double.NaN);
        NumberAxis axis = ScoreAxis.over("accuracy", true, values);
        assertThat(axis.getLabel()).isEqualTo("accuracy (1 beyond)");
        assertThat(axis.getRange().getLowerBound()).isBetween(0.5, 1.0);
        assertThat(axis.getRange().getUpperBound()).isBetween(5.0, 5.5);
        assertThat(ScoreAxis.over("loss", false, values).getRange().contains(-1000))
                .isTrue();
        assertThat(ScoreAxis.over("loss", false, values).getLabel()).isEqualTo("loss");
    }

    @Test
    void mostScoresAtOnePlaceHideNoOther() {
        List<Double> values = new ArrayList<>(Collections.nCopies(20, 0.1));
        values.add(0.9);
        values.add(0.0);
        assertThat(ScoreAxis.over("s", true, values).getRange().contains(0.9)).isTrue();
        assertThat(ScoreAxis.over("s", true, values).getRange().contains(0.0)).isTrue();
    }

    @Test
    void theWholeRangeIsShownThoughNoTrialIsAtItsEnds() throws Exception {
        HyperparameterValues decay = HyperparameterValues.logarithmic("decay", 1e-5, 1, List.of(1e-3, 1e-2));
        String svg = new ScorePlot(
                        "s", true, decay, List.of(SamplePlots.trial(0.1), SamplePlots.trial(0.2)), OptionalInt.empty())
                .picture()
                .svg();
        assertThat(PicturesTest.texts(svg)).contains("1e-5", "1", "decay", "s", "trial");
    }

    @Test
    void trialsOfSmallerBudgetsAreToldApart() throws Exception {
        ScorePlot plot = new ScorePlot(
                "s",
                true,
                SamplePlots.values("x", 0.5, 1.0, 1.5),
                List.of(new ScorePlot.Trial(0.1, 1), new ScorePlot.Trial(0.2, 3), new ScorePlot.Trial(0.3, 9)),
                OptionalInt.of(2));
        assertThat(PicturesTest.texts(plot.picture().svg()))
                .contains("budget 1", "budget 3", "budget 9", "best trial")
                .doesNotContain("trial");
    }

    @Test
    void theMedianIsThatOfNeighboursAndNeedsTenTrials() throws Exception {
        for (int trials : List.of(9, 10)) {
            List<Double> x = IntStream.range(0, trials).mapToObj(i -> i / 5.0).toList();
            List<ScorePlot.Trial> scores = x.stream().map(SamplePlots::trial).toList();
            ScorePlot plot =
                    new ScorePlot("s", true, HyperparameterValues.linear("x", 0, 2, x), scores, OptionalInt.empty());
            assertThat(PicturesTest.texts(plot.picture().svg()).contains("median"))
                    .isEqualTo(trials == 10);
        }
    }

    @Test
    void theMedianIsThatOfTheLargestBudgetWithTenTrials() throws Exception {
        List<Double> x = IntStream.range(0, 20).mapToObj(i -> i / 10.0).toList();
        List<ScorePlot.Trial> scores = IntStream.range(0, 20)
                .mapToObj(i -> new ScorePlot.Trial(i, i < 5 ? 9 : 3))
                .toList();
        ScorePlot plot =
                new ScorePlot("s", true, HyperparameterValues.linear("x", 0, 2, x), scores, OptionalInt.empty());
        assertThat(PicturesTest.texts(plot.picture().svg())).contains("median, budget 3");
    }

    @Test
    void anOptionHasItsMedianAndItsName() throws Exception {
        ScorePlot plot = new ScorePlot(
                "s",
                true,
                HyperparameterValues.choice("loss", List.of("plain", "weighted"), List.of(0.0, 1.0, Double.NaN)),
                List.of(SamplePlots.trial(0.1), SamplePlots.trial(0.5), SamplePlots.trial(0.9)),
                OptionalInt.empty());
        assertThat(PicturesTest.texts(plot.picture().svg())).contains("plain", "weighted", "median");
        assertThat(plot.picture().alt()).isEqualTo("s of 2 trials against loss.");
    }

    @Test
    void theBestTrialHasARing() {
        Rectangle all = new Rectangle(0, 40, 800, 480);
        assertThat(Pixels.of(SamplePlots.score("x").picture()).count(PlotStyle.RED, all))
                .isGreaterThan(100);
        ScorePlot none = new ScorePlot(
                "s", true, SamplePlots.values("x", 1.0), List.of(SamplePlots.trial(1)), OptionalInt.empty());
        assertThat(Pixels.of(none.picture()).count(PlotStyle.RED)).isZero();
    }

    @Test
    void whatDidNotMatterIsMetBelowItsAxis() throws Exception {
        assertThat(PicturesTest.texts(SamplePlots.parallel("second").picture().svg()))
                .contains("not used", "first", "second", "score", "1 without a final score is left out");
        ParallelPlot all = new ParallelPlot("s", true, List.of(SamplePlots.values("x", 0.1, 0.2)), List.of(0.1, 0.2));
        assertThat(PicturesTest.texts(all.picture().svg())).doesNotContain("not used");
    }

    // Ten trials: two strong, of which one is the best. At the left axis each has a height of its own.
    @Test
    void theBestFifthIsStrongWhateverIsBetter() {
        List<Double> values = IntStream.range(0, 10).mapToObj(i -> i / 5.0).toList();
        for (boolean largerIsBetter : List.of(true, false)) {
            ParallelPlot plot = new ParallelPlot(
                    "s", largerIsBetter, List.of(HyperparameterValues.linear("x", 0, 2, values)), values);
            Pixels pixels = Pixels.of(plot.picture());
            Rectangle upper = new Rectangle(500, 130, 100, 240);
            Rectangle lower = new Rectangle(500, 370, 100, 260);
            assertThat(pixels.count(PlotStyle.RED, upper) > 0).isEqualTo(largerIsBetter);
            assertThat(pixels.count(PlotStyle.RED, lower) > 0).isEqualTo(!largerIsBetter);
            assertThat(pixels.coloured(upper) > 0).isEqualTo(largerIsBetter);
        }
    }

    @Test
    void anAxisNeedsAValueForEachTrial() {
        assertThatThrownBy(() -> new ParallelPlot("s", true, List.of(SamplePlots.values("x", 1.0)), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 1 values for 0 trials, must have one for each");
    }

    @Test
    void aRangeIsFiniteAndOnALogAxisPositive() {
        assertThatThrownBy(() -> HyperparameterValues.logarithmic("x", 0, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the range of x is 0.0 to 1.0, must be finite and, on a log axis, positive");
        assertThatThrownBy(() -> HyperparameterValues.linear("x", 2, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trialsWithoutAScoreAreCrossesBelowAll() {
        Pixels pixels = Pixels.of(SamplePlots.history("s").picture());
        assertThat(pixels.count(PlotStyle.RED, new Rectangle(80, 580, 1100, 60)))
                .isPositive();
        assertThat(pixels.count(PlotStyle.RED, new Rectangle(80, 45, 1100, 520)))
                .isZero();
        assertThat(SamplePlots.history("s").picture().alt())
                .isEqualTo("s of 4 trials over their numbers, and the best so far; 1 were pruned, 1 have no score.");
    }

    @Test
    void aPrunedCurveEndsInACross() throws Exception {
        assertThat(PicturesTest.texts(SamplePlots.trialCurves("s").picture().svg()))
                .contains("where pruned", "pruned", "to the end", "best trial");
        TrialCurvesPlot none = new TrialCurvesPlot(
                "s",
                true,
                List.of(new TrialCurvesPlot.Curve(List.of(1, 2), List.of(0.1, 0.2), false)),
                OptionalInt.empty());
        assertThat(PicturesTest.texts(none.picture().svg())).doesNotContain("where pruned", "pruned");
    }

    @Test
    void barsAreAsLongAsTheirShares() {
        Pixels pixels = Pixels.of(SamplePlots.importance("x").picture());
        int first = pixels.count(PlotStyle.BLUE, new Rectangle(0, 16, 1200, 44));
        int second = pixels.count(PlotStyle.BLUE, new Rectangle(0, 60, 1200, 44));
        assertThat(first).isBetween(3 * second - 200, 3 * second + 200);
        assertThat(second).isGreaterThan(3000);
    }

    @Test
    void numbersOnAnyAxisAreShort() {
        assertThat(PlotText.axis(0.9999)).isEqualTo("1");
        assertThat(PlotText.axis(0.025)).isEqualTo("0.025");
        assertThat(PlotText.axis(1.5e-5)).isEqualTo("1.5e-5");
        assertThat(PlotText.axis(1e-5)).isEqualTo("1e-5");
        assertThat(PlotText.axis(250)).isEqualTo("250");
        assertThat(PlotText.axis(0)).isEqualTo("0");
        assertThat(PlotText.axis(2e6)).isEqualTo("2e6");
    }
}

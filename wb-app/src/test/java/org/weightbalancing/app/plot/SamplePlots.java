package org.weightbalancing.app.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** One small plot of each kind, with names as given. */
final class SamplePlots {

    static final List<Integer> COUNTS = List.of(200, 50, 5);

    private SamplePlots() {}

    static Map<String, Picture> named(String name) {
        List<Series> series = List.of(Series.of("first", 0.9, 0.5, 0.1), Series.of(name, 0.8, 0.6, 0.5));
        Map<String, Picture> plots = new LinkedHashMap<>();
        plots.put("class-accuracy", new ClassAccuracyPlot(COUNTS, series).picture());
        plots.put("classifier-norm", new ClassifierNormPlot(COUNTS, series).picture());
        plots.put("marginal-likelihood", new MarginalLikelihoodPlot(COUNTS, series).picture());
        plots.put("class-frequency", new ClassFrequencyPlot(COUNTS, 100, 20).picture());
        plots.put("norm-heat-map", heatMap(name, 1.5).picture());
        plots.put("filter-norm", filters(name).picture());
        plots.put("training-curves", curves(name, 1.0).picture());
        plots.put("decay", decay(name, 0.4).picture());
        plots.put("reliability", reliability(name).picture());
        plots.put("confusion", new ConfusionPlot(name, confusions(), 100, 20).picture());
        plots.put("montage", montage(name).picture());
        plots.put("weight-plane", plane(name, 0.5).picture());
        plots.put("geometry", geometry(name, 0.5).picture());
        plots.put("score", score(name).picture());
        plots.put("importance", importance(name).picture());
        plots.put("parallel", parallel(name).picture());
        plots.put("trade-off", tradeOff(name).picture());
        plots.put("study-history", history(name).picture());
        plots.put("trial-curves", trialCurves(name).picture());
        return plots;
    }

    static Map<String, Picture> empty() {
        Map<String, Picture> plots = new LinkedHashMap<>();
        List<Series> gaps = List.of(Series.of("m", Double.NaN));
        plots.put("class-accuracy", new ClassAccuracyPlot(List.of(), List.of()).picture());
        plots.put("class-accuracy of NaN", new ClassAccuracyPlot(List.of(3), gaps).picture());
        plots.put("classifier-norm", new ClassifierNormPlot(List.of(3), gaps).picture());
        plots.put("marginal-likelihood", new MarginalLikelihoodPlot(List.of(3), gaps).picture());
        plots.put("class-frequency", new ClassFrequencyPlot(List.of(0), 100, 20).picture());
        plots.put("norm-heat-map", new NormHeatMap("s", List.of(), List.of(), List.of(), 0).picture());
        plots.put("filter-norm", new FilterNormPlot(List.of()).picture());
        plots.put("training-curves", new TrainingCurvesPlot(List.of()).picture());
        plots.put("decay", new DecayPlot("m", List.of()).picture());
        plots.put("reliability", new ReliabilityPlot(List.of()).picture());
        plots.put("confusion", new ConfusionPlot("m", confusions(List.of()), 100, 20).picture());
        plots.put("montage", new SampleMontage(List.of()).picture());
        plots.put("weight-plane", new WeightPlanePlot(List.of()).picture());
        plots.put("geometry", new GeometryPlot(List.of()).picture());
        plots.put(
                "score",
                new ScorePlot("s", true, values("x", 1.0), List.of(trial(Double.NaN)), OptionalInt.empty()).picture());
        plots.put("importance", new ImportancePlot(List.of(new ImportancePlot.Bar("x", Double.NaN))).picture());
        plots.put("parallel", new ParallelPlot("s", true, List.of(values("x", 1.0)), List.of(Double.NaN)).picture());
        plots.put(
                "trade-off",
                new TradeOffPlot(
                                measure("a"),
                                measure("b"),
                                List.of(new TradeOffPlot.Trial(1, Double.NaN)),
                                OptionalInt.of(0))
                        .picture());
        plots.put("study-history", new StudyHistoryPlot("s", true, List.of()).picture());
        plots.put("trial-curves", new TrialCurvesPlot("s", true, List.of(), OptionalInt.empty()).picture());
        return plots;
    }

    /** One class, one method, one epoch of everything. */
    static Map<String, Picture> single() {
        List<Integer> one = List.of(7);
        List<Series> series = List.of(Series.of("m", 0.25));
        Map<String, Picture> plots = new LinkedHashMap<>();
        plots.put("class-accuracy", new ClassAccuracyPlot(one, series).picture());
        plots.put("classifier-norm", new ClassifierNormPlot(one, series).picture());
        plots.put("marginal-likelihood", new MarginalLikelihoodPlot(one, series).picture());
        plots.put("class-frequency", new ClassFrequencyPlot(one, 100, 20).picture());
        plots.put("norm-heat-map", new NormHeatMap("s", one, List.of(0), List.of(List.of(1.0)), 1).picture());
        plots.put(
                "filter-norm",
                new FilterNormPlot(List.of(new FilterNormPlot.Network("n", List.of(List.of(1.0))))).picture());
        plots.put(
                "training-curves",
                new TrainingCurvesPlot(List.of(new TrainingCurvesPlot.Stage(
                                "s", List.of(0), List.of(2.0), List.of(0.5), List.of(0.1))))
                        .picture());
        plots.put("decay", new DecayPlot("m", List.of(new DecayPlot.Point(0, 0.5, 0.5, 0.5, 0.5))).picture());
        plots.put(
                "reliability",
                new ReliabilityPlot(List.of(
                                new ReliabilityPlot.Panel("m", List.of(new ReliabilityPlot.Bin(0, 1, 3, 0.5, 0.6)))))
                        .picture());
        plots.put("confusion", new ConfusionPlot("m", confusions(one, 0, 0, 0, 0), 100, 20).picture());
        plots.put(
                "weight-plane",
                new WeightPlanePlot(List.of(new WeightPlanePlot.Path("c", List.of(new WeightPlanePlot.Point(0, 0)))))
                        .picture());
        plots.put(
                "geometry",
                new GeometryPlot(List.of(new GeometryPlot.Panel(
                                "nc1", List.of(new GeometryPlot.Curve("s", List.of(0), List.of(0.0))))))
                        .picture());
        plots.put("score", new ScorePlot("s", true, values("x", 1.0), List.of(trial(1)), OptionalInt.of(0)).picture());
        plots.put(
                "importance",
                new ImportancePlot(List.of(new ImportancePlot.Bar("x", 1), new ImportancePlot.Bar("y", 0))).picture());
        plots.put("parallel", new ParallelPlot("s", true, List.of(values("x", 1.0)), List.of(1.0)).picture());
        plots.put(
                "trade-off",
                new TradeOffPlot(measure("a"), measure("b"), List.of(new TradeOffPlot.Trial(1, 2)), OptionalInt.of(0))
                        .picture());
        plots.put(
                "study-history",
                new StudyHistoryPlot(
                                "s",
                                true,
                                List.of(new StudyHistoryPlot.Trial(0, StudyHistoryPlot.End.COMPLETE, 0.5, 0.5)))
                        .picture());
        plots.put(
                "trial-curves",
                new TrialCurvesPlot(
                                "s",
                                true,
                                List.of(new TrialCurvesPlot.Curve(List.of(1), List.of(0.5), false)),
                                OptionalInt.of(0))
                        .picture());
        return plots;
    }

    static NormHeatMap heatMap(String stage, double middle) {
        return new NormHeatMap(
                stage, COUNTS, List.of(0, 1), List.of(List.of(1.0, 1.0, 1.0), List.of(2.0, middle, 1.0)), 2);
    }

    static FilterNormPlot filters(String name) {
        return new FilterNormPlot(List.of(
                new FilterNormPlot.Network("first", List.of(List.of(3.0, 1.0), List.of(2.0, 2.0, 1.0))),
                new FilterNormPlot.Network(name, List.of(List.of(1.0, 1.0)))));
    }

    static TrainingCurvesPlot curves(String name, double middle) {
        return new TrainingCurvesPlot(List.of(
                new TrainingCurvesPlot.Stage("first", List.of(), List.of(), List.of(), List.of()),
                new TrainingCurvesPlot.Stage(
                        name,
                        List.of(0, 1, 2),
                        List.of(1.0, middle, 1.0),
                        List.of(0.1, Double.NaN, 0.3),
                        List.of(0.1, 0.01, 0.0))));
    }

    static DecayPlot decay(String name, double middle) {
        return new DecayPlot(
                name,
                List.of(
                        new DecayPlot.Point(1e-4, 0.3, 0.4, 0.3, 0.2),
                        new DecayPlot.Point(1e-3, 0.3, middle, 0.3, 0.2),
                        new DecayPlot.Point(1e-2, 0.3, 0.4, 0.3, 0.2)));
    }

    static ReliabilityPlot reliability(String name) {
        return new ReliabilityPlot(List.of(new ReliabilityPlot.Panel(
                name,
                List.of(
                        new ReliabilityPlot.Bin(0, 0.5, 0, Double.NaN, Double.NaN),
                        new ReliabilityPlot.Bin(0.5, 1, 10, 0.8, 0.6)))));
    }

    private static Confusions confusions() {
        return confusions(COUNTS, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 2, 0, 2, 0, 2, 1, 2, 2);
    }

    /** Of pairs of a true and a predicted class. */
    static Confusions confusions(List<Integer> trainCounts, int... pairs) {
        return new Confusions(
                trainCounts,
                IntStream.range(0, pairs.length / 2)
                        .mapToObj(i -> new Confusions.Prediction(pairs[2 * i], pairs[2 * i + 1])));
    }

    static SampleMontage montage(String name) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 0, Color.RED.getRGB());
        return new SampleMontage(
                List.of(new SampleMontage.Sample(image, name, name), new SampleMontage.Sample(image, name, "other")));
    }

    static WeightPlanePlot plane(String name, double middle) {
        return new WeightPlanePlot(List.of(
                new WeightPlanePlot.Path("first", List.of(new WeightPlanePlot.Point(-1, -1))),
                new WeightPlanePlot.Path(
                        name,
                        List.of(
                                new WeightPlanePlot.Point(-0.5, 0.5),
                                new WeightPlanePlot.Point(0, middle),
                                new WeightPlanePlot.Point(0.5, 0.5)))));
    }

    static GeometryPlot geometry(String name, double middle) {
        List<Integer> epochs = List.of(0, 5, 10);
        return new GeometryPlot(IntStream.range(0, 2)
                .mapToObj(i -> new GeometryPlot.Panel(
                        "measure " + i,
                        List.of(
                                new GeometryPlot.Curve("first", epochs, List.of(0.1, 0.1, 0.1)),
                                new GeometryPlot.Curve(name, epochs, List.of(0.5, middle, 0.5)))))
                .toList());
    }

    /** A linear hyperparameter from 0 to 2. */
    static HyperparameterValues values(String name, Double... values) {
        return HyperparameterValues.linear(name, 0, 2, List.of(values));
    }

    static ScorePlot.Trial trial(double score) {
        return new ScorePlot.Trial(score, 0);
    }

    static TradeOffPlot.Measure measure(String name) {
        return new TradeOffPlot.Measure(name, true);
    }

    static ScorePlot score(String name) {
        return new ScorePlot(
                "score",
                true,
                values(name, 0.5, 1.0, 1.5),
                List.of(trial(0.2), trial(0.6), trial(0.4)),
                OptionalInt.of(1));
    }

    static ImportancePlot importance(String name) {
        return new ImportancePlot(List.of(new ImportancePlot.Bar("first", 0.75), new ImportancePlot.Bar(name, 0.25)));
    }

    static ParallelPlot parallel(String name) {
        return new ParallelPlot(
                "score",
                true,
                List.of(values("first", 0.1, 0.2, 1.9), values(name, 1.0, Double.NaN, 2.0)),
                List.of(0.1, 0.9, Double.NaN));
    }

    static TradeOffPlot tradeOff(String name) {
        return new TradeOffPlot(
                measure(name),
                measure("up"),
                List.of(new TradeOffPlot.Trial(1, 3), new TradeOffPlot.Trial(2, 2), new TradeOffPlot.Trial(1, 1)),
                OptionalInt.of(1));
    }

    static StudyHistoryPlot history(String name) {
        return new StudyHistoryPlot(
                name,
                true,
                List.of(
                        new StudyHistoryPlot.Trial(0, StudyHistoryPlot.End.COMPLETE, 0.5, 0.5),
                        new StudyHistoryPlot.Trial(1, StudyHistoryPlot.End.FAILED, Double.NaN, 0.5),
                        new StudyHistoryPlot.Trial(2, StudyHistoryPlot.End.PRUNED, 0.3, 0.5),
                        new StudyHistoryPlot.Trial(3, StudyHistoryPlot.End.COMPLETE, 0.7, 0.7)));
    }

    static TrialCurvesPlot trialCurves(String name) {
        return new TrialCurvesPlot(
                name,
                true,
                List.of(
                        new TrialCurvesPlot.Curve(List.of(1, 2, 3), List.of(0.1, 0.3, 0.4), false),
                        new TrialCurvesPlot.Curve(List.of(1, 2), List.of(0.1, 0.2), true)),
                OptionalInt.of(0));
    }
}

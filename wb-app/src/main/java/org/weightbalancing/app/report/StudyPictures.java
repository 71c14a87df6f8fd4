package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.weightbalancing.app.plot.HyperparameterValues;
import org.weightbalancing.app.plot.ImportancePlot;
import org.weightbalancing.app.plot.ParallelPlot;
import org.weightbalancing.app.plot.ScorePlot;
import org.weightbalancing.app.plot.StudyHistoryPlot;
import org.weightbalancing.app.plot.TradeOffPlot;
import org.weightbalancing.app.plot.TrialCurvesPlot;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** Pictures of a study. */
final class StudyPictures {

    private static final int MOST_SCORE_PLOTS = 8;
    private static final int MOST_AXES = 9;
    private static final String MANY = "many";
    private static final String FEW = "few";

    private final ReportedStudy study;
    private final SpaceWords words;
    private final List<TrialRecord> complete;
    private final boolean up;

    private StudyPictures(ReportedStudy study) {
        this.study = study;
        this.words = SpaceWords.of(study.space());
        this.complete = study.trials().stream().filter(TrialRecord::complete).toList();
        this.up = study.goal().largerIsBetter();
    }

    /** What there is to show; nothing before a trial has ended. */
    static List<Figure> of(ReportedStudy study) {
        return new StudyPictures(study).all();
    }

    private List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        List<Dimension> shown = byImportance().stream().limit(MOST_SCORE_PLOTS).toList();
        // The one curve is the result.
        boolean one = shown.size() == 1 && !complete.isEmpty();
        if (one) {
            figures.add(score(shown.get(0), false));
        }
        history().ifPresent(figures::add);
        if (!complete.isEmpty()) {
            importance().ifPresent(figures::add);
            if (!one) {
                shown.forEach(dimension -> figures.add(score(dimension, true)));
            }
            parallel().ifPresent(figures::add);
            tradeOff().ifPresent(figures::add);
        }
        curves().ifPresent(figures::add);
        return figures;
    }

    private Optional<Figure> history() {
        List<StudyHistoryPlot.Trial> trials = new ArrayList<>();
        List<TrialRecord> sofar = new ArrayList<>();
        Optional<TrialRecord> best = Optional.empty();
        for (TrialRecord trial : study.trials()) {
            if (trial.complete()) {
                best.ifPresent(sofar::add);
                sofar.add(trial);
                best = study.goal().best(sofar);
                sofar.clear();
            }
            if (trial.status().ended()) {
                trials.add(new StudyHistoryPlot.Trial(
                        trial.number(),
                        end(trial.status()),
                        shown(trial),
                        best.map(this::shown).orElse(Double.NaN)));
            }
        }
        return trials.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        "Score of each trial",
                        "In the order of their numbers, with the best so far.",
                        "",
                        false,
                        new StudyHistoryPlot(study.score().heading(), up, trials).picture()));
    }

    private static StudyHistoryPlot.End end(TrialStatus status) {
        return switch (status) {
            case COMPLETE -> StudyHistoryPlot.End.COMPLETE;
            case PRUNED -> StudyHistoryPlot.End.PRUNED;
            case RUNNING, WAITING, FAILED, TIMED_OUT, LOST -> StudyHistoryPlot.End.FAILED;
        };
    }

    private double shown(TrialRecord trial) {
        return study.score().shown(trial.score().orElse(Double.NaN));
    }

    private Map<String, Double> shares() {
        return study.importance()
                .filter(importance -> importance.explained() >= ImportanceFindings.TRUSTED)
                .map(importance -> importance.shares())
                .orElse(Map.of());
    }

    private Optional<Figure> importance() {
        if (shares().size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Figure(
                "Importance of the hyperparameters",
                "The share of each in what moves the score: how much it varies, in the mean over the space, when this"
                        + " hyperparameter alone is drawn anew (total effects of a random forest on the complete"
                        + " trials).",
                "",
                false,
                new ImportancePlot(shares().entrySet().stream()
                                .map(share -> new ImportancePlot.Bar(words.name(share.getKey()), share.getValue()))
                                .toList())
                        .picture()));
    }

    /** All dimensions, what matters most first. */
    private List<Dimension> byImportance() {
        Map<String, Double> shares = shares();
        return study.space().dimensions().stream()
                .sorted(Comparator.comparing(
                        (Dimension dimension) -> shares.getOrDefault(dimension.name(), 0.0), Comparator.reverseOrder()))
                .toList();
    }

    private HyperparameterValues values(Dimension dimension, List<TrialRecord> trials) {
        return DimensionValues.of(words.name(dimension.name()), dimension, trials);
    }

    private Figure score(Dimension dimension, boolean small) {
        String name = words.name(dimension.name());
        boolean decay = name.endsWith("decay");
        return new Figure(
                capitalized(study.score().measure() + " against " + name),
                "Each complete trial at its value, over the range that was searched; the line is the median of"
                        + (dimension.domain() instanceof Choice ? " an option." : " neighbours."),
                decay ? "Compare Figure 4 of the paper" : "",
                small,
                new ScorePlot(
                                study.score().heading(),
                                up,
                                values(dimension, complete),
                                complete.stream()
                                        .map(trial -> new ScorePlot.Trial(
                                                shown(trial),
                                                trial.proposal().budget().orElse(0)))
                                        .toList(),
                                place(complete))
                        .picture());
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Where the best trial is among some. */
    private OptionalInt place(List<TrialRecord> trials) {
        return IntStream.range(0, trials.size())
                .filter(i -> study.best()
                        .filter(best -> best.number() == trials.get(i).number())
                        .isPresent())
                .findFirst();
    }

    private Optional<Figure> parallel() {
        if (study.space().dimensions().size() < 2) {
            return Optional.empty();
        }
        Set<Integer> ranked = study.ranked().stream().map(TrialRecord::number).collect(Collectors.toSet());
        List<TrialRecord> ended = study.trials().stream()
                .filter(trial -> trial.status().ended())
                .filter(trial -> !trial.complete() || ranked.contains(trial.number()))
                .toList();
        return Optional.of(new Figure(
                "All hyperparameters of all trials",
                "A line for each complete trial. Those that were pruned, failed, timed out or were lost have no score"
                        + " that compares.",
                "",
                false,
                new ParallelPlot(
                                study.score().heading(),
                                up,
                                byImportance().stream()
                                        .limit(MOST_AXES)
                                        .map(dimension -> values(dimension, ended))
                                        .toList(),
                                ended.stream()
                                        .map(trial -> trial.complete() ? shown(trial) : Double.NaN)
                                        .toList())
                        .picture()));
    }

    /** Many against few, or the score against what the first constraint is on. */
    private Optional<Figure> tradeOff() {
        Set<String> known = complete.stream()
                .flatMap(trial -> trial.measures().keySet().stream())
                .collect(Collectors.toSet());
        if (known.containsAll(Set.of(MANY, FEW))) {
            return Optional.of(tradeOff(
                    "Many-shot against few-shot classes",
                    new ScoreText(MANY),
                    complete.stream().map(trial -> trial.measure(MANY)).toList(),
                    new ScoreText(FEW),
                    complete.stream().map(trial -> trial.measure(FEW)).toList()));
        }
        return study.goal().constraints().stream()
                .map(constraint -> constraint.measure())
                .filter(known::contains)
                .findFirst()
                .map(measure -> tradeOff(
                        capitalized(study.score().measure() + " against " + measure),
                        new ScoreText(measure),
                        complete.stream().map(trial -> trial.measure(measure)).toList(),
                        study.score(),
                        complete.stream()
                                .map(trial -> trial.score().orElse(Double.NaN))
                                .toList()));
    }

    private Figure tradeOff(
            String title, ScoreText across, List<Double> acrossValues, ScoreText upwards, List<Double> upValues) {
        return new Figure(
                title,
                "Each complete trial; along the line no other trial is better in both.",
                "",
                false,
                new TradeOffPlot(
                                new TradeOffPlot.Measure(across.heading(), across.largerIsBetter()),
                                new TradeOffPlot.Measure(upwards.heading(), upwards.largerIsBetter()),
                                IntStream.range(0, acrossValues.size())
                                        .mapToObj(i -> new TradeOffPlot.Trial(
                                                across.shown(acrossValues.get(i)), upwards.shown(upValues.get(i))))
                                        .toList(),
                                place(complete))
                        .picture());
    }

    private Optional<Figure> curves() {
        List<TrialRecord> reported = study.trials().stream()
                .filter(trial -> trial.curve().size() > 1)
                .toList();
        if (reported.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure(
                "On the way",
                "What the trials reported after each step.",
                "",
                false,
                new TrialCurvesPlot(
                                study.score().heading(),
                                up,
                                reported.stream()
                                        .map(trial -> new TrialCurvesPlot.Curve(
                                                List.copyOf(trial.curve().keySet()),
                                                trial.curve().values().stream()
                                                        .map(study.score()::shown)
                                                        .toList(),
                                                trial.status() == TrialStatus.PRUNED))
                                        .toList(),
                                place(reported))
                        .picture()));
    }
}

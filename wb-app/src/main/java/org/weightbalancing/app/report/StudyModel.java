package org.weightbalancing.app.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** All that the page says of a study, as the template wants it. */
final class StudyModel {

    private static final int MOST_REASONS = 20;
    private static final int MOST_NUMBERS = 10;
    private static final int MINUTE = 60_000;
    private static final String NAME = "name";
    private static final String GENERATOR = "generator";

    private StudyModel() {}

    static Map<String, Object> of(ReportedStudy study) {
        Map<String, Object> model = new HashMap<>();
        model.put(NAME, study.title());
        model.put("path", study.path().toString());
        model.put("complete", study.complete());
        model.put("searched", searched(study));
        model.put("budget", budget(study.description().budget()));
        model.put("counts", counts(study.trials()));
        List<Finding> findings = StudyFindings.of(study);
        model.put("findings", findings.isEmpty() ? false : RunModel.findings(findings));
        model.put("space", space(study));
        model.put("trials", study.trials().isEmpty() ? false : TrialsTable.of(study));
        List<Map<String, Object>> reasons = reasons(study.failures());
        model.put("hasReasons", !reasons.isEmpty());
        model.put("reasons", reasons);
        List<Map<String, Object>> figures =
                StudyPictures.of(study).stream().map(Figure::model).toList();
        model.put("hasFigures", !figures.isEmpty());
        model.put("figures", figures);
        model.put(
                "tested",
                study.tested().<Object>map(tested -> tested(study, tested)).orElse(false));
        model.put("search", study.search());
        return model;
    }

    /** What was searched, how and for what. */
    private static String searched(ReportedStudy study) {
        int dimensions = study.space().dimensions().size();
        String method = study.method();
        String constraints = Numbers.list(
                study.goal().constraints().stream().map(SpaceWords::constraint).toList());
        return Numbers.count(dimensions, "hyperparameter", "hyperparameters") + ", searched by "
                + generator(study.description()) + " with seed "
                + study.description().seed() + " for the "
                + (study.goal().largerIsBetter() ? "largest " : "smallest ")
                + study.score().measure() + (method.isEmpty() ? "" : " of " + method)
                + (constraints.isEmpty() ? "" : ", subject to " + constraints) + ".";
    }

    /** The generator as its setting of that name has it in full, or with all its settings. */
    private static String generator(StudyDescription description) {
        if (description.settings().containsKey(GENERATOR)) {
            return description.settings().get(GENERATOR);
        }
        String settings = description.settings().entrySet().stream()
                .filter(setting -> !setting.getKey().equals(NAME))
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
        return description.generator() + (settings.isEmpty() ? "" : " (" + settings + ")");
    }

    private static String budget(Budget budget) {
        return "At most " + Numbers.count(budget.trials(), "trial", "trials")
                + budget.perTrial()
                        .map(time -> " of at most " + duration(time) + " each")
                        .orElse("")
                + budget.within()
                        .map(time -> ", begun within " + duration(time) + " of a session")
                        .orElse("")
                + ".";
    }

    private static String duration(Duration time) {
        boolean minutes = time.toMillis() % MINUTE == 0;
        return minutes ? time.toMinutes() + " min" : Facts.duration(time.toMillis() / 1e3);
    }

    private static List<Map<String, Object>> counts(List<TrialRecord> trials) {
        List<Map<String, Object>> counts = new ArrayList<>();
        for (TrialStatus status : TrialStatus.values()) {
            long count =
                    trials.stream().filter(trial -> trial.status() == status).count();
            if (count > 0) {
                counts.add(Map.of("word", status.words(), "count", count));
            }
        }
        return counts;
    }

    private static Map<String, Object> space(ReportedStudy study) {
        SpaceWords words = SpaceWords.of(study.space());
        Map<String, Double> shares = study.importance()
                .filter(importance -> importance.explained() >= ImportanceFindings.TRUSTED)
                .map(importance -> importance.shares())
                .orElse(Map.of());
        Optional<TrialRecord> best = study.best();
        return Map.of(
                "rows",
                study.space().dimensions().stream()
                        .map(dimension -> Map.of(
                                NAME,
                                dimension.name(),
                                "domain",
                                SpaceWords.domain(dimension.domain()),
                                "condition",
                                dimension.condition().map(words::condition).orElse(""),
                                "share",
                                Numbers.points(shares.getOrDefault(dimension.name(), Double.NaN)),
                                "best",
                                best(dimension, best)))
                        .toList());
    }

    private static String best(Dimension dimension, Optional<TrialRecord> best) {
        return best.map(trial -> SpaceWords.value(trial.proposal().parameters(), dimension.name(), "not used"))
                .orElse(Numbers.UNDEFINED);
    }

    /** Why trials have no score: equal first lines together, with the whole text of the first. */
    private static List<Map<String, Object>> reasons(List<TrialRecord> failures) {
        Map<String, List<TrialRecord>> alike = failures.stream()
                .collect(Collectors.groupingBy(StudyModel::firstLine, LinkedHashMap::new, Collectors.toList()));
        return alike.entrySet().stream()
                .sorted((a, b) -> b.getValue().size() - a.getValue().size())
                .limit(MOST_REASONS)
                .map(reason -> reason(reason.getKey(), reason.getValue()))
                .toList();
    }

    private static String firstLine(TrialRecord trial) {
        return trial.reasonLine().orElse(trial.status().words());
    }

    private static Map<String, Object> reason(String line, List<TrialRecord> trials) {
        List<String> numbers = trials.stream()
                .limit(MOST_NUMBERS)
                .map(trial -> Integer.toString(trial.number()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (trials.size() > MOST_NUMBERS) {
            numbers.add((trials.size() - MOST_NUMBERS) + " more");
        }
        String all = trials.get(0).reason().orElse("").strip();
        return Map.of(
                "line",
                line,
                "count",
                trials.size(),
                "numbers",
                (trials.size() == 1 ? "trial " : "trials ") + Numbers.list(numbers),
                "trace",
                all.equals(line) ? "" : all);
    }

    /** Test numbers of the searched method alone. */
    private static Map<String, Object> tested(ReportedStudy study, TestedTrial tested) {
        List<ReportedMethod> methods = tested.methods(study.method());
        return Map.of(
                "words",
                tested.words(),
                "summary",
                methods.isEmpty()
                        ? false
                        : SummaryTable.unmarked(methods.stream()
                                .map(method -> new SummaryTable.Entry("", "", method))
                                .toList()),
                "path",
                tested.run().path().toString());
    }
}

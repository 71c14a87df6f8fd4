package org.weightbalancing.app.report;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the page says of one run, as the template wants it. */
final class RunModel {

    private static final Pattern PERCENT = Pattern.compile("(\\d) %");

    private RunModel() {}

    /**
     * The section of a run.
     *
     * @param id of its section in the page
     * @param paired whether methods are compared image by image, which takes seconds where they are many
     */
    static Map<String, Object> of(ReportedRun run, String id, boolean paired) {
        Map<String, Object> model = new HashMap<>();
        model.put("id", id);
        model.put("name", run.name());
        model.put("path", run.path().toString());
        model.put("status", run.status());
        model.put("complete", run.status().equals("complete"));
        model.put("when", capitalized(Facts.when(run)));
        model.put("training", Training.of(run));
        Optional<PairedEvidence> evidence = paired ? PairedEvidence.of(run) : Optional.empty();
        List<Finding> findings = Findings.of(run, evidence);
        model.put("hasFindings", !findings.isEmpty());
        model.put("findings", findings(findings));
        List<Map<String, Object>> figures = Stream.of(
                        ResultPictures.of(run),
                        ConfusionPictures.of(run),
                        TrainingPictures.of(run),
                        GeometryPictures.of(run))
                .flatMap(List::stream)
                .map(Figure::model)
                .toList();
        model.put("hasFigures", !figures.isEmpty());
        model.put("figures", figures);
        model.put("hasResults", !run.methods().isEmpty());
        model.put("hasTested", false);
        run.results()
                .filter(results -> !results.methods().isEmpty())
                .ifPresent(results -> results(run, results, evidence, model));
        making(run, model);
        return model;
    }

    /** Sentences as the template wants them, those of one kind and topic together. */
    static Map<String, Object> findings(List<Finding> findings) {
        Map<String, List<Finding>> topics = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.kind() + finding.topic(), LinkedHashMap::new, Collectors.toList()));
        return Map.of("items", topics.values().stream().map(RunModel::topic).toList());
    }

    private static Map<String, Object> topic(List<Finding> together) {
        Finding first = together.get(0);
        return Map.of(
                "kind", first.kind().name().toLowerCase(Locale.ROOT),
                "topic", first.topic(),
                "careful", first.kind() == Finding.Kind.WARNING,
                "texts", together.stream().map(RunModel::unbroken).toList());
    }

    /** The sentence with numbers that stay with their per cent sign. */
    private static String unbroken(Finding finding) {
        return PERCENT.matcher(finding.text()).replaceAll("$1\u00A0%");
    }

    private static void results(
            ReportedRun run, ReportedResults results, Optional<PairedEvidence> evidence, Map<String, Object> model) {
        List<ReportedMethod> methods = results.methods();
        model.put(
                "summary",
                SummaryTable.of(
                        methods.stream()
                                .map(method -> new SummaryTable.Entry("", "", method))
                                .toList(),
                        evidence));
        Map<String, Object> calibration = MethodTables.calibration(methods);
        model.put("calibration", calibration);
        model.put("hasCalibration", !rows(calibration).isEmpty());
        Map<String, Object> conventions = MethodTables.conventions(methods);
        model.put("conventions", conventions);
        model.put("hasConventions", !rows(conventions).isEmpty());
        model.put("all", MethodTables.all(methods));
        Map<String, Object> features = MethodTables.features(methods);
        model.put("tested", features);
        model.put("hasTested", !rows(features).isEmpty());
        model.put("classes", ClassTable.of(results));
        model.put("samples", SampledClasses.of(results, SampleGallery.of(run, results)));
    }

    private static void making(ReportedRun run, Map<String, Object> model) {
        List<Map<String, Object>> stages = TrainingTables.stages(run);
        model.put("stages", stages);
        model.put("hasStages", !stages.isEmpty());
        Map<String, Object> features = TrainingTables.features(run);
        model.put("features", features);
        model.put("hasFeatures", !rows(features).isEmpty());
        model.put("layers", TrainingTables.layers(run));
        model.put("commands", Facts.commands(run));
        model.put("experiment", run.experiment());
        model.put("changed", run.changed());
        List<Map<String, Object>> provenance = Facts.provenance(run);
        model.put("provenance", provenance);
        model.put("hasProvenance", !provenance.isEmpty());
    }

    private static List<?> rows(Map<String, Object> table) {
        return (List<?>) table.get("rows");
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.file.DimensionPlaces;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.Searches;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.app.search.Uniform;

final class TrialsCsvTest {

    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("loss", new Choice(List.of("a, \"b\"", Map.of("name", "focal")))),
            Dimension.of("few", new Uniform(0, 1)),
            Dimension.of("epochs", new Uniform(0, 1)));
    private static final SearchSpace PLAIN = SearchSpace.of(Dimension.of("decay", new Uniform(0, 1)));
    private static final StudyDescription STUDY = description(SPACE, Constraint.atMost("few", 0.3));

    @TempDir
    private Path folder;

    private static final List<TrialRecord> TRIALS = List.of(
            new TrialRecord(
                    0,
                    new Proposal(
                            List.of(0.1, 0.1),
                            new Parameters(Map.of("loss", "a, \"b\"", "few", 1.0 / 3, "epochs", 0.5)),
                            OptionalInt.of(9),
                            OptionalInt.of(4)),
                    TrialStatus.COMPLETE,
                    OptionalDouble.of(0.1 + 0.2),
                    Map.of("few", 0.25, "ece", Double.NaN),
                    new TreeMap<>(Map.of(8, 0.1, 9, 0.2)),
                    Optional.empty(),
                    "host-1",
                    Instant.parse("2026-01-02T03:04:05Z"),
                    1.5),
            new TrialRecord(
                    1,
                    Proposal.of(List.of(0.9, 0.1), new Parameters(Map.of("loss", Map.of("name", "focal")))),
                    TrialStatus.TIMED_OUT,
                    OptionalDouble.empty(),
                    Map.of(),
                    new TreeMap<>(Map.of(1, Double.NaN)),
                    Optional.of("too slow"),
                    "host-1",
                    Instant.parse("2026-01-02T03:04:06Z"),
                    60));

    private static final String TEXT = """
            number,status,score,feasible,last-value,epochs,budget,parent,seconds,host,started,reason,loss,few,parameter.epochs,ece,measure.few
            0,complete,0.30000000000000004,true,0.2,9,9,4,1.5,host-1,2026-01-02T03:04:05Z,,"a, ""b""\",0.3333333333333333,0.5,,0.25
            1,timed-out,,,,1,,,60.0,host-1,2026-01-02T03:04:06Z,too slow,"{""name"":""focal""}",,,,
            """;

    private static StudyDescription description(SearchSpace space, Constraint... constraints) {
        return new StudyDescription(
                space, new Goal(true, List.of(constraints)), "random", Map.of(), 0, Budget.trials(9));
    }

    /** The places of dimensions in an experiment whose second stage is balance, with one regularizer, weight-decay. */
    private static DimensionPlaces places(SearchSpace space) {
        Search base = Searches.read(Searches.SMALLEST);
        Search search = new Search(
                base.name(),
                base.base(),
                base.objective(),
                space,
                base.generator(),
                base.pruning(),
                base.budget(),
                base.seed());
        return DimensionPlaces.of(search, Yaml.CATALOG);
    }

    private static String text(StudyDescription description, List<TrialRecord> trials) {
        return TrialsCsv.text(description, places(description.space()), trials);
    }

    /** The line of a trial, as a map by the names of the header. */
    private static Map<String, String> line(StudyDescription description, TrialRecord trial) {
        List<String> lines = text(description, List.of(trial)).lines().toList();
        assertThat(lines).hasSize(2);
        String[] names = lines.get(0).split(",", -1);
        String[] cells = lines.get(1).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        assertThat(cells).hasSameSizeAs(names);
        Map<String, String> line = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            line.put(names[i], cells[i]);
        }
        return line;
    }

    private static TrialRecord trial(
            TrialStatus status, OptionalDouble score, Map<String, Double> measures, String reason) {
        return new TrialRecord(
                0,
                Proposal.of(List.of(0.1), new Parameters(Map.of())),
                status,
                score,
                measures,
                new TreeMap<>(Map.of(1, 0.7, 2, 0.6)),
                reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                "host-1",
                Instant.parse("2026-01-02T03:04:05Z"),
                1);
    }

    @Test
    void aPrunedTrialHasALastValueAndNoScore() {
        StudyDescription constrained = description(PLAIN, Constraint.atMost("ece", 0.05));
        String reason = "best value so far 0.7 is worse than 0.8";
        assertThat(line(constrained, trial(TrialStatus.PRUNED, OptionalDouble.of(0.6), Map.of(), reason)))
                .containsEntry("status", "pruned")
                .containsEntry("score", "")
                .containsEntry("feasible", "")
                .containsEntry("last-value", "0.6")
                .containsEntry("epochs", "2")
                .containsEntry("reason", reason)
                .containsEntry("ece", "");
    }

    @Test
    void constraintsAreMetOrBroken() {
        StudyDescription constrained = description(PLAIN, Constraint.atMost("ece", 0.05));
        OptionalDouble score = OptionalDouble.of(0.6);
        assertThat(line(constrained, trial(TrialStatus.COMPLETE, score, Map.of("ece", 0.05), "")))
                .containsEntry("feasible", "true")
                .containsEntry("ece", "0.05");
        assertThat(line(constrained, trial(TrialStatus.COMPLETE, score, Map.of("ece", 0.06), "")))
                .containsEntry("feasible", "false");
        // What has no such measure cannot be the best either.
        assertThat(line(constrained, trial(TrialStatus.COMPLETE, score, Map.of(), "")))
                .containsEntry("feasible", "false");
        assertThat(line(description(PLAIN), trial(TrialStatus.COMPLETE, score, Map.of(), "")))
                .containsEntry("feasible", "true");
        assertThat(line(constrained, trial(TrialStatus.RUNNING, OptionalDouble.empty(), Map.of("ece", 0.01), "")))
                .containsEntry("feasible", "");
    }

    @Test
    void theReasonIsOneLine() {
        String trace =
                "\n java.lang.IllegalStateException: the loss is \"NaN\", in\tepoch 2\r\n\tat org.x.Y.z(Y.java:1)";
        assertThat(line(description(PLAIN), trial(TrialStatus.FAILED, OptionalDouble.empty(), Map.of(), trace)))
                .containsEntry("reason", "\"java.lang.IllegalStateException: the loss is \"\"NaN\"\", in\\tepoch 2\"");
    }

    @Test
    void everythingReadsBackEqual() {
        assertThat(text(STUDY, TRIALS)).isEqualTo(TEXT);
    }

    @Test
    void aStudyWithoutTrialsHasAHeader() {
        assertThat(text(STUDY, List.of()))
                .isEqualTo(
                        "number,status,score,feasible,last-value,epochs,budget,parent,seconds,host,started,reason,loss,"
                                + "few,parameter.epochs,measure.few\n");
    }

    // In the first trial loss.beta has gone over the beta of the option; in the second it has no value.
    @Test
    void anOptionIsWithoutTheSettingsThatOtherColumnsHold() {
        List<Object> losses = List.of(new TreeMap<>(Map.of("name", "cb", "beta", 0.999)), "plain");
        SearchSpace space = SearchSpace.of(
                Dimension.of("loss", new Choice(losses)),
                Dimension.of("loss.beta", new Uniform(0, 1)).when("loss", losses.get(0)),
                Dimension.of(
                        "rules",
                        new Choice(List.of(List.of(
                                new TreeMap<>(Map.of("name", "decay", "by", Map.of("factor", 2, "on", "all"))),
                                "max-norm",
                                "free")))),
                Dimension.of("rules.decay.by.factor", new Uniform(0, 9)),
                Dimension.of("rules[1]", new Choice(List.of("min-norm"))));
        String fixed = ",complete,0.5,true,,,,,1.5,here,2026-01-01T00:00:0";
        assertThat(text(
                        description(space),
                        List.of(
                                SampleStudy.complete(
                                        0,
                                        Proposal.of(
                                                List.of(0.0, 0.5, 0.0, 0.5, 0.0),
                                                space.at(List.of(0.0, 0.5, 0.0, 0.5, 0.0))),
                                        0.5),
                                SampleStudy.complete(
                                        1,
                                        Proposal.of(List.of(0.9), new Parameters(Map.of("loss", losses.get(0)))),
                                        0.5))))
                .isEqualTo("number,status,score,feasible,last-value,epochs,budget,parent,seconds,host,started,reason,"
                        + "loss,loss.beta,rules,rules.decay.by.factor,rules[1]\n"
                        + "0" + fixed + "0Z,,\"{\"\"name\"\":\"\"cb\"\"}\",0.5,"
                        + "\"[{\"\"by\"\":{\"\"on\"\":\"\"all\"\"},\"\"name\"\":\"\"decay\"\"},null,\"\"free\"\"]\",4.5,min-norm\n"
                        + "1" + fixed + "1Z,,\"{\"\"beta\"\":0.999,\"\"name\"\":\"\"cb\"\"}\",,,,\n");
    }

    @Test
    void aStageIsTheSameByItsNameAndByItsIndex() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("stages.balance.loss", new Choice(List.of(Map.of("name", "cb", "beta", 0.999)))),
                Dimension.of("stages[1].loss.beta", new Uniform(0, 1)),
                Dimension.of(
                        "stages[1].regularizers",
                        new Choice(List.of(List.of(Map.of("name", "max-norm"), Map.of("name", "weight-decay"))))),
                Dimension.of("stages.balance.regularizers.weight-decay", new Choice(List.of("free"))),
                Dimension.of("stages[0].loss", new Choice(List.of(Map.of("beta", 0.9)))));
        List<Double> middle = List.of(0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(line(description(space), SampleStudy.complete(0, Proposal.of(middle, space.at(middle)), 0.5)))
                .containsEntry("stages.balance.loss", "\"{\"\"name\"\":\"\"cb\"\"}\"")
                .containsEntry("stages[1].loss.beta", "0.5")
                // The experiment has weight-decay first, the option second.
                .containsEntry("stages[1].regularizers", "\"[{\"\"name\"\":\"\"max-norm\"\"},null]\"")
                .containsEntry("stages.balance.regularizers.weight-decay", "free")
                .containsEntry("stages[0].loss", "\"{\"\"beta\"\":0.9}\"");
    }

    @Test
    void theFileIsReplaced() throws IOException {
        Files.writeString(folder.resolve("trials.csv"), "old");
        TrialsCsv.write(folder, STUDY, places(SPACE), TRIALS);
        assertThat(folder.resolve("trials.csv")).hasContent(TEXT);
        assertThat(folder).isDirectoryContaining("glob:**trials.csv").isDirectoryNotContaining("glob:**.part");
    }
}

package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.app.report.StudyPage.SEARCH;
import static org.weightbalancing.app.report.StudyPage.study;
import static org.weightbalancing.app.report.StudyPage.words;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Claim;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.app.search.Uniform;

final class StudyReportTest {

    @TempDir
    private Path folder;

    private static String page(int trials) {
        return StudyReport.html(study(SampleStudy.description(trials), SampleStudy.trials(trials, 5), SEARCH));
    }

    @Test
    void thePageSaysWhatWasSearchedAndFound() {
        String words = words(page(120));
        assertThat(words)
                .contains(
                        "tuned",
                        "95 complete",
                        "11 pruned",
                        "14 failed",
                        "5 hyperparameters, searched by random with seed 3 for the largest accuracy of balance.",
                        "At most 120 trials.",
                        "1e-5 to 1, log scale",
                        "cross-entropy, balanced-softmax or class-balanced",
                        "if loss is class-balanced",
                        "Trial 34 is the best of 95 complete trials: accuracy 56.18 % with learning-rate 0.004039",
                        "They cluster: where learning-rate is 0.3009 or more, 14 of 14 failed; elsewhere 0 of 106.",
                        "What moves the score most is decay",
                        "14× java.lang.IllegalStateException: the loss is NaN in epoch 2",
                        "Compare Figure 4 of the paper");
        assertThat(words).doesNotContain("{{", "null", "Optional");
    }

    @Test
    void thePageIsTheSameEveryTime() {
        assertThat(page(40)).isEqualTo(page(40));
    }

    @Test
    void thePageOfAStudyThatBeginsIsMade() {
        assertThat(words(StudyReport.html(study(SampleStudy.description(9), List.of(), ""))))
                .contains("No trial is complete.");
        Proposal proposal = SampleStudy.trials(1, 5).get(0).proposal();
        TrialRecord running = SampleStudy.trial(0, proposal, TrialStatus.RUNNING, OptionalDouble.empty(), "");
        String words = words(StudyReport.html(study(SampleStudy.description(9), List.of(running), "")));
        assertThat(words).contains("0 of 9 trials have ended", "unfinished", "1 running", "for the largest score");
    }

    @Test
    void everythingUntrustedIsEscaped() {
        String hostile = "<script>alert(1)</script>\"'&";
        SearchSpace space = SearchSpace.of(
                Dimension.of("stages." + hostile, new Choice(List.of(hostile, Map.of("name", hostile)))),
                Dimension.of("x", new Uniform(0, 1)).when("stages." + hostile, hostile));
        Proposal proposal = Proposal.of(List.of(0.1, 0.5), space.at(List.of(0.1, 0.5)));
        List<TrialRecord> trials = new ArrayList<>();
        trials.add(SampleStudy.trial(
                0, proposal, TrialStatus.FAILED, OptionalDouble.empty(), hostile + "\n\tat " + hostile));
        for (int i = 1; i < 14; i++) {
            trials.add(new TrialRecord(
                    i,
                    proposal,
                    TrialStatus.COMPLETE,
                    OptionalDouble.of(i),
                    Map.of(hostile, 1.0, "many", 0.5, "few", 0.1),
                    new TreeMap<>(Map.of(1, 0.5, 2, (double) i)),
                    Optional.empty(),
                    hostile,
                    trials.get(0).started(),
                    1));
        }
        StudyDescription description = new StudyDescription(
                space,
                new Goal(true, List.of(Constraint.atMost(hostile, 2))),
                hostile,
                Map.of(hostile, hostile),
                0,
                Budget.trials(14));
        String page = StudyReport.html(
                study(description, trials, "name: \"<script>alert(1)</script>\"\nobjective: {metric: '<b>x</b>'}\n"));
        String body = page.substring(0, page.lastIndexOf("<script>"));
        assertThat(body).doesNotContain("<script", "<b>x", "alert(1)</", "<one>");
        assertThat(page).contains("&lt;script&gt;alert(1)");
    }

    @Test
    void theTestOfTheSelectedTrialIsShownAndOfNoOther() throws IOException {
        StudyFolder study = StudyFolder.create(folder.resolve("study"), SampleStudy.description(1));
        Proposal proposal = SampleStudy.trials(1, 5).get(0).proposal();
        try (Claim claim = study.claim(0, proposal).orElseThrow()) {
            claim.started();
            claim.ended(TrialStatus.COMPLETE, OptionalDouble.of(0.5), Map.of(), Optional.empty());
        }
        Files.writeString(folder.resolve("study/search.yaml"), SEARCH);
        List<String> damaged = new ArrayList<>();
        assertThat(words(new StudyReport(folder.resolve("study")).html(damaged::add)))
                .contains("they have not yet", "accuracy 50.00 %")
                .doesNotContain("on the test images\n");
        new RunFolder(folder.resolve("study/best"))
                .complete("{\"name\": \"balance\", \"plain\": {\"accuracy\": 0.625, \"mean-class-accuracy\": 0.5}},"
                        + " {\"name\": \"features\", \"plain\": {\"accuracy\": 0.375, \"mean-class-accuracy\": 0.25}}");
        assertThat(words(new StudyReport(folder.resolve("study")).html(damaged::add)))
                .contains(
                        "The selected trial on the test images",
                        "62.5",
                        "judged one trial alone",
                        "Which trial was tested is not recorded")
                .doesNotContain("37.5", "has not been tested");
        Files.writeString(folder.resolve("study/best/selection.json"), selection(0));
        assertThat(words(new StudyReport(folder.resolve("study")).html(damaged::add)))
                .contains("Trial 0 was tested, the best of 12 trials on the validation images: accuracy 50.00 % after 9"
                        + " epochs.")
                .doesNotContain("37.5", "is not recorded", "has not been tested");
        Files.writeString(folder.resolve("study/best/selection.json"), selection(7));
        assertThat(words(new StudyReport(folder.resolve("study")).html(damaged::add)))
                .contains(
                        "The test below is of trial 7, which was the best when it was made; by now trial 0 is the best");
        assertThat(damaged).isEmpty();
        Files.writeString(folder.resolve("study/search.yaml"), "a: [\n");
        Files.writeString(folder.resolve("study/best/report.json"), "{");
        assertThat(words(new StudyReport(folder.resolve("study")).html(damaged::add)))
                .contains("search.yaml, line", "The page is made without this file.");
        assertThat(damaged).hasSize(2);
    }

    @Test
    void aStudyWhoseGeneratorHadNoMoreIsAtItsEnd() throws IOException {
        StudyDescription sample = SampleStudy.description(1);
        StudyFolder study = StudyFolder.create(
                folder.resolve("study"),
                new StudyDescription(sample.space(), sample.goal(), "grid", Map.of(), 0, Budget.trials(9)));
        Proposal proposal = SampleStudy.trials(1, 5).get(0).proposal();
        try (Claim claim = study.claim(0, proposal).orElseThrow()) {
            claim.started();
            claim.ended(TrialStatus.COMPLETE, OptionalDouble.of(0.5), Map.of(), Optional.empty());
        }
        Files.writeString(folder.resolve("study/search.yaml"), SEARCH);
        new RunFolder(folder.resolve("study/best"))
                .complete("{\"name\": \"balance\", \"plain\": {\"accuracy\": 0.625}}");
        Files.writeString(folder.resolve("study/best/selection.json"), selection(0));
        assertThat(words(new StudyReport(folder.resolve("study")).html(sentence -> {})))
                .as("it was the best of more, or of fewer")
                .contains("1 of 9 trials have ended");
        Files.writeString(
                folder.resolve("study/best/selection.json"), selection(0).replace("\"trials\": 12", "\"trials\": 1"));
        assertThat(words(new StudyReport(folder.resolve("study")).html(sentence -> {})))
                .contains("the best of 1 trial on")
                .doesNotContain("trials have ended", "unfinished");
    }

    private static String selection(int trial) {
        return "{\"study\": \"tuned\", \"trial\": " + trial + ", \"trials\": 12, \"method\": \"balance\","
                + " \"metric\": \"accuracy\", \"score\": 0.5, \"epochs\": 9}";
    }

    @Test
    void infiniteNumbersOfTheSearchFileAreRead() {
        JsonNode settings = StoredTree.yaml(
                Path.of("search.yaml"), "name: x.inf\nbudget:\n  minutes: .inf\nspace: {a: [-.inf, .NaN], b: 1.5}\n");
        assertThat(settings.path("name").asText()).isEqualTo("x.inf");
        assertThat(settings.path("budget").path("minutes").asText()).isEqualTo(".inf");
        assertThat(settings.path("space").path("a").path(0).asText()).isEqualTo("-.inf");
        assertThat(settings.path("space").path("a").path(1).asText()).isEqualTo(".NaN");
        assertThat(settings.path("space").path("b").asDouble()).isEqualTo(1.5);
    }

    @Test
    void theGeneratorIsToldAsItsSettingHasIt() {
        StudyDescription description = new StudyDescription(
                SampleStudy.space(),
                Goal.minimise(),
                "tpe",
                Map.of("generator", "tpe (startup: 10)", "experiment-sha256", "0123"),
                3,
                Budget.trials(9));
        assertThat(words(StudyReport.html(study(description, List.of(), ""))))
                .contains("searched by tpe (startup: 10) with seed 3 for the smallest score.");
    }

    @Test
    void whatIsNoStudyIsRefused() {
        assertThatThrownBy(() -> new StudyReport(folder).html(sentence -> {}))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("is no study: it has no study.json");
    }
}

package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.app.report.StudyPage.SEARCH;
import static org.weightbalancing.app.report.StudyPage.study;
import static org.weightbalancing.app.report.StudyPage.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** How the page of a study tells of its trials, one by one. */
final class TrialsTableTest {

    // A value after some epochs is no score, and says nothing of constraints.
    @Test
    void aPrunedTrialHasALastValueAndNoScore() {
        StudyDescription sample = SampleStudy.description(2);
        StudyDescription description = new StudyDescription(
                sample.space(),
                new Goal(true, List.of(Constraint.atMost("ece", 0.05))),
                "random",
                Map.of(),
                0,
                sample.budget());
        TrialRecord plain = SampleStudy.trials(1, 5).get(0);
        TrialRecord pruned = new TrialRecord(
                0,
                plain.proposal(),
                TrialStatus.PRUNED,
                OptionalDouble.of(0.4321),
                Map.of(),
                new TreeMap<>(Map.of(1, 0.5, 2, 0.4321)),
                Optional.of("worse than others"),
                plain.host(),
                plain.started(),
                1);
        TrialRecord waiting = SampleStudy.trial(1, plain.proposal(), TrialStatus.WAITING, OptionalDouble.empty(), "");
        String page = StudyReport.html(study(description, List.of(pruned, waiting), SEARCH));
        assertThat(words(page)).contains("1 pruned", "1 waiting to be run again", "Last value");
        String row = page.substring(page.indexOf("<tr data-group=\"pruned\""));
        assertThat(row.substring(0, row.indexOf("</tr>")))
                .contains("<td>pruned</td><td class=\"n\">n/a</td><td>n/a</td>")
                .contains("<td class=\"n\">2</td><td class=\"n\">43.21</td>");
    }

    @Test
    void trialsAreRankedAndConstraintsTold() {
        SearchSpace space = SearchSpace.of(Dimension.of("decay", new LogUniform(1e-4, 1)));
        Proposal proposal = Proposal.of(List.of(0.5), space.at(List.of(0.5)));
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            trials.add(new TrialRecord(
                    i,
                    proposal,
                    TrialStatus.COMPLETE,
                    OptionalDouble.of(0.5 + 0.1 * i),
                    Map.of("ece", 0.02 * i),
                    new TreeMap<>(),
                    Optional.empty(),
                    "here",
                    SampleStudy.trials(1, 1).get(0).started(),
                    2));
        }
        StudyDescription description = new StudyDescription(
                space,
                new Goal(true, List.of(Constraint.atMost("ece", 0.03))),
                "grid",
                Map.of(),
                0,
                Budget.trials(3).perTrial(Duration.ofMinutes(5)).within(Duration.ofSeconds(90)));
        Map<String, Object> table = TrialsTable.of(study(description, trials, SEARCH));
        assertThat(cells(table))
                .containsExactly(
                        List.of("1", "1", "complete", "60.00", "met", "0.01", "2.0", "2.00"),
                        List.of("2", "0", "complete", "50.00", "met", "0.01", "2.0", "0.00"),
                        List.of("3", "2", "complete", "70.00", "broken", "0.01", "2.0", "4.00"));
        assertThat(words(StudyReport.html(study(description, trials, SEARCH))))
                .contains(
                        "subject to ece of at most 3.00 %",
                        "At most 3 trials of at most 5 min each, begun within 1 min 30 s of a session.",
                        "1 complete trial breaks a constraint (ece of at most 3.00 %) and cannot be the best.",
                        "Accuracy against ece",
                        "Trial 1 is the best");
    }

    @SuppressWarnings("unchecked")
    private static List<List<String>> cells(Map<String, Object> table) {
        return ((List<Map<String, Object>>) table.get("rows"))
                .stream()
                        .map(row -> ((List<Map<String, Object>>) row.get("cells"))
                                .stream()
                                        .map(cell -> cell.get("value").toString())
                                        .toList())
                        .toList();
    }

    @Test
    void promotionsShowTheirBudgetAndParent() {
        SearchSpace space = SearchSpace.of(Dimension.of("decay", new LogUniform(1e-4, 1)));
        Parameters parameters = space.at(List.of(0.5));
        Proposal first = new Proposal(List.of(0.5), parameters, OptionalInt.of(1), OptionalInt.empty());
        List<TrialRecord> trials = List.of(
                SampleStudy.complete(0, first, 0.9), SampleStudy.complete(1, SampleStudy.promoted(first, 3, 0), 0.5));
        StudyDescription description =
                new StudyDescription(space, Goal.maximise(), "asha", Map.of(), 0, Budget.trials(2));
        assertThat(cells(TrialsTable.of(study(description, trials, ""))))
                .containsExactly(
                        List.of("1", "1", "complete", "0.5", "0.01", "3", "0", "1.5"),
                        List.of("n/a", "0", "complete", "0.9", "0.01", "1", "", "1.5"));
    }

    @Test
    void aThousandTrialsAreInTheTable() {
        Map<String, Object> table =
                TrialsTable.of(study(SampleStudy.description(1200), SampleStudy.trials(1200, 1), ""));
        assertThat(cells(table)).hasSize(1000);
        assertThat(table).containsEntry("more", "200");
    }
}

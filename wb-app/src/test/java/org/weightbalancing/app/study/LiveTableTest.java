package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;

final class LiveTableTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private LiveTable live(boolean terminal, Budget budget) {
        return new LiveTable(
                new PrintStream(written, true, StandardCharsets.UTF_8),
                terminal,
                new TrialTable(
                        new StudyDescription(TrialTableTest.SPACE, Goal.maximise(), "random", Map.of(), 0, budget),
                        "accuracy"));
    }

    private static TrialRecord trial(int number, double score) {
        return TrialTableTest.trial(number, score, 0, 0.1, 0.5, 0.5);
    }

    private List<String> lines() {
        String text = written.toString(StandardCharsets.UTF_8);
        written.reset();
        return text.lines().toList();
    }

    // 2 of 20 trials in 30 s: 4 a minute, and 18 more take 270 s.
    @Test
    void elsewhereEachNewBestAndEachTenthHasALine() {
        LiveTable live = live(false, Budget.trials(20));
        live.show(List.of(), 0);
        assertThat(lines()).isEmpty();
        live.show(List.of(trial(0, 0.5)), 10);
        assertThat(lines())
                .containsExactly("trial 0 is best so far, accuracy 50.00 %: stages.s.loss plain, stages.s.decay 0.001");
        live.show(List.of(trial(0, 0.5), trial(1, 0.4)), 30);
        assertThat(lines()).containsExactly("2 of 20 trials have ended: 2 complete; 4 trials/min, 4:30 left");
        live.show(List.of(trial(0, 0.5), trial(1, 0.4), trial(2, Double.NaN)), 40);
        assertThat(lines()).isEmpty();
    }

    // The fourth is told as the last of all, the second never.
    @Test
    void newBestTrialsInAQuickRowAreOneLine() {
        LiveTable live = live(false, Budget.trials(4));
        List<TrialRecord> trials = new ArrayList<>();
        live.show(trials, 0);
        for (int i = 0; i < 4; i++) {
            trials.add(trial(i, 0.1 * (i + 1)));
            live.show(trials, i == 2 ? 6.5 : 1.5 + i / 10.0);
        }
        assertThat(lines().stream().filter(line -> line.contains("best so far")).toList())
                .extracting(line -> line.substring(0, 7))
                .containsExactly("trial 0", "trial 2", "trial 3");
    }

    // 10 trials of an earlier session do not count for the speed, nor are they told again.
    @Test
    void aStudyThatGoesOnTellsTheSpeedOfThisSession() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            trials.add(trial(i, 0.5));
        }
        LiveTable live = live(false, Budget.trials(20));
        live.show(trials, 0);
        assertThat(lines()).isEmpty();
        trials.add(trial(10, 0.1));
        trials.add(trial(11, Double.NaN));
        live.show(trials, 60);
        assertThat(lines())
                .containsExactly("12 of 20 trials have ended: 11 complete, 1 failed; 2 trials/min, 4:00 left");
    }

    @Test
    void noMoreTimeIsLeftThanTheSessionHas() {
        LiveTable live = live(false, Budget.trials(1000).within(Duration.ofSeconds(100)));
        List<TrialRecord> trials = new ArrayList<>();
        live.show(trials, 0);
        for (int i = 0; i < 100; i++) {
            trials.add(trial(i, 0.5));
        }
        live.show(trials, 70);
        assertThat(lines()).last().asString().endsWith(", 0:30 left");
    }

    @Test
    void aTerminalGetsATableInPlace() {
        LiveTable live = live(true, Budget.trials(4));
        live.show(List.of(), 0);
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[J\033[?7l0 of 4 trials have ended\n\033[?7h");
        written.reset();
        live.show(List.of(trial(0, 0.5)), 1);
        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith("\033[1A\r\033[J")
                .contains("rank");
        written.reset();
        live.show(List.of(trial(0, 0.5), trial(1, 0.5)), 1);
        // A heading, one trial and the counts.
        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("\033[3A\r\033[J");
    }
}

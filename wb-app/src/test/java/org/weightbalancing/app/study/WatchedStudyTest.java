package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.search.Claim;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.StudyException;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialStatus;

final class WatchedStudyTest {

    private static final List<Proposal> PROPOSALS =
            SampleStudy.trials(3, 5).stream().map(trial -> trial.proposal()).toList();

    @TempDir
    private Path folder;

    private StudyFolder study;
    private WatchedStudy watched;

    @BeforeEach
    void create() {
        study = StudyFolder.create(folder, SampleStudy.description(3));
        watched = new WatchedStudy(folder);
    }

    private Claim begun(int number) {
        Claim claim = study.claim(number, PROPOSALS.get(number)).orElseThrow();
        claim.started();
        return claim;
    }

    private static void end(Claim claim, double score) {
        claim.ended(TrialStatus.COMPLETE, OptionalDouble.of(score), Map.of(), Optional.empty());
        claim.close();
    }

    private String page() {
        return watched.html(watched.version()).orElseThrow();
    }

    @Test
    void thePageIsOfTheStudyAndAsksForANewerOne() {
        assertThat(page())
                .contains("<span class=\"live\">live</span>", "0 of 3 trials have ended", "fetch(\"version\"");
        end(begun(0), 0.25);
        assertThat(page()).contains("1 of 3 trials have ended", "0.25");
    }

    /** Whoever carries the trials out: they are claimed by another object here than the one that watches. */
    @Test
    void theVersionChangesWhenATrialEndsAndNotBefore() {
        String none = watched.version();
        Claim first = begun(0);
        Claim second = begun(1);
        first.value(1, 0.5);
        assertThat(watched.version()).isEqualTo(none);
        end(second, 0.5);
        String one = watched.version();
        assertThat(one).isNotEqualTo(none);
        assertThat(new WatchedStudy(folder).version()).as("of another process").isEqualTo(one);
        end(first, 0.5);
        String two = watched.version();
        assertThat(two).isNotIn(none, one);
        assertThat(watched.version()).isEqualTo(two);
    }

    @Test
    void theVersionChangesWithTheBudgetAndTheTest() throws IOException {
        String three = watched.version();
        StudyFolder.create(folder, SampleStudy.description(4));
        String four = watched.version();
        assertThat(four).isNotEqualTo(three);
        assertThat(page()).contains("0 of 4 trials have ended");
        Files.createDirectory(folder.resolve("best"));
        Files.writeString(folder.resolve("best/epochs.csv"), "x");
        assertThat(watched.version()).isEqualTo(four);
        Files.writeString(folder.resolve("best/report.json"), "{}");
        assertThat(watched.version()).isNotIn(three, four);
    }

    @Test
    void whatIsWrongWithTheStudyIsToldByThePageAlone() throws IOException {
        String before = watched.version();
        Files.writeString(folder.resolve("study.json"), "{");
        assertThat(watched.version()).isNotEqualTo(before);
        assertThatThrownBy(this::page).isInstanceOf(StudyException.class).hasMessageContaining("study.json");
    }

    /** A loop of links, as a file of a network drive may fail. */
    @Test
    void aTestThatCannotBeLookedAtIsAFactOfTheVersion() throws IOException {
        String before = watched.version();
        Path best = Files.createDirectories(folder.resolve("best"));
        Files.createSymbolicLink(best.resolve("report.json"), best.resolve("report.json"));
        assertThat(watched.version()).isNotEqualTo(before);
    }
}

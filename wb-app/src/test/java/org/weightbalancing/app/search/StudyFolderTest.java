package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyFolderTest {

    @TempDir
    private Path temporary;

    private final List<String> warnings = new ArrayList<>();

    private StudyFolder study() {
        StudyFolder.create(temporary.resolve("study"), Studies.DESCRIPTION);
        return StudyFolder.of(temporary.resolve("study"), Studies.DESCRIPTION, warnings::add, System::nanoTime);
    }

    private Path file(String name) {
        return temporary.resolve("study").resolve(name);
    }

    @Test
    void createdStudyIsThereAndOpensEqual() {
        Path folder = temporary.resolve("a/b");
        assertThat(StudyFolder.is(folder)).isFalse();
        StudyFolder created = StudyFolder.create(folder, Studies.DESCRIPTION);
        assertThat(StudyFolder.is(folder)).isTrue();
        assertThat(created.trials()).isEmpty();
        assertThat(StudyFolder.open(folder).description()).isEqualTo(Studies.DESCRIPTION);
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    }

    @Test
    void ofTwoThatBeginAStudyOneDoes() throws IOException {
        Path folder = temporary.resolve("new");
        assertThat(StudyFolder.createNew(folder, Studies.DESCRIPTION)
                        .orElseThrow()
                        .trials())
                .isEmpty();
        Map<String, String> before = Studies.snapshot(folder);
        assertThat(StudyFolder.createNew(folder, Studies.DESCRIPTION)).isEmpty();
        assertThat(Studies.snapshot(folder)).isEqualTo(before);
    }

    /** As where another process is faster between the look into the folder and the making of the file. */
    @Test
    void whoFindsTheNameTakenHasNotBegunTheStudy() throws IOException {
        Files.createDirectory(temporary.resolve("study.json"));
        assertThat(StudyFolder.createNew(temporary, Studies.DESCRIPTION)).isEmpty();
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.createFile(temporary.resolve("trials"));
        assertThatThrownBy(() -> StudyFolder.create(temporary, Studies.DESCRIPTION))
                .isInstanceOf(StudyException.class)
                .hasMessage(temporary + " cannot be written: " + file + " is a file, not a folder");
    }

    @Test
    void anotherStudyIsRefusedNamingAllThatDiffers() throws IOException {
        study();
        Map<String, String> before = Studies.snapshot(temporary);
        SearchSpace space = SearchSpace.of(
                Dimension.of("decay", new Uniform(0, 1)),
                Dimension.of("batch", Choice.of(32, "64")),
                Dimension.of("x", new IntegerRange(1, 5)).when("batch", "64"));
        StudyDescription other = new StudyDescription(
                space,
                new Goal(false, List.of(Constraint.atMost("ece", 0.5))),
                "tpe",
                Map.of("candidates", "24"),
                8,
                Budget.trials(20));
        assertThatThrownBy(() -> StudyFolder.create(temporary.resolve("study"), other))
                .isInstanceOf(StudyException.class)
                .hasMessage(temporary.resolve("study") + " has another study in it: "
                        + "space: dimension \"decay\" is uniform 0.0 to 1.0 here and log-uniform 1.0E-4 to 1.0 there; "
                        + "space: dimension \"batch\" is choice of [32,\"64\"] here and choice of [32,64] there; "
                        + "space: dimension \"x\" is here and not there; "
                        + "goal: minimise, ece from -Infinity to 0.5 here and maximise there; "
                        + "generator: tpe here and random there; "
                        + "generator setting candidates: 24 here and not set there; "
                        + "generator setting startup: not set here and 10 there; "
                        + "seed: 8 here and 7 there; name another folder");
        assertThat(Studies.snapshot(temporary)).isEqualTo(before);
    }

    @Test
    void orderOfDimensionsAndConditionsMatter() {
        Dimension a = Dimension.of("a", Choice.of(1, 2));
        Dimension b = Dimension.of("b", new IntegerRange(1, 5));
        assertThat(SpaceDifferences.of(SearchSpace.of(a, b), SearchSpace.of(b, a)))
                .containsExactly("space: the order of the dimensions is [a, b] here and [b, a] there");
        assertThat(SpaceDifferences.of(SearchSpace.of(a, b), SearchSpace.of(a, b.when("a", 2))))
                .containsExactly("space: dimension \"b\" is integer 1 to 5 here and integer 1 to 5 when a is one of [2]"
                        + " there");
        assertThat(SpaceDifferences.of(SearchSpace.of(a), SearchSpace.of(a, b)))
                .containsExactly("space: dimension \"b\" is there and not here");
        assertThat(SpaceDifferences.of(SearchSpace.of(a, b), SearchSpace.of(a, b)))
                .isEmpty();
    }

    @Test
    void budgetMayBeRaisedAndIsNoted() {
        study();
        StudyDescription raised = new StudyDescription(
                Studies.SPACE,
                Goal.maximise(),
                "random",
                Map.of("startup", "10"),
                7,
                Budget.trials(50).within(Duration.ofHours(1)));
        assertThat(StudyFolder.create(temporary.resolve("study"), raised).description())
                .isEqualTo(raised);
        assertThat(StudyFolder.open(temporary.resolve("study")).description()).isEqualTo(raised);
    }

    @Test
    void whatIsNoStudyIsRefused() throws IOException {
        assertThatThrownBy(() -> StudyFolder.open(temporary))
                .isInstanceOf(StudyException.class)
                .hasMessage(temporary + " is no study: it has no study.json");
        Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> StudyFolder.create(temporary.resolve("file"), Studies.DESCRIPTION))
                .isInstanceOf(StudyException.class)
                .hasMessageStartingWith(temporary.resolve("file") + " cannot be written: ");
        study().claim(0, Studies.proposal(0.5));
        Files.delete(file("study.json"));
        assertThatThrownBy(() -> StudyFolder.create(temporary.resolve("study"), Studies.DESCRIPTION))
                .isInstanceOf(StudyException.class)
                .hasMessage(temporary.resolve("study")
                        + " has trials, but no study.json; put it back, or name another folder");
    }

    @Test
    void numbersAreClaimedOneAfterAnotherAndOnce() {
        StudyFolder study = study();
        assertThatThrownBy(() -> study.claim(1, Studies.proposal(0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trial 1 cannot be claimed, the next one is 0");
        assertThatThrownBy(() -> study.claim(-1, Studies.proposal(0.5))).isInstanceOf(IllegalArgumentException.class);
        assertThat(study.claim(0, Studies.proposal(0.5))).isPresent();
        assertThat(study.claim(0, Studies.proposal(0.25))).isEmpty();
        StudyFolder other = StudyFolder.open(study.path());
        assertThat(other.claim(0, Studies.proposal(0.25))).isEmpty();
        assertThat(other.claim(1, Studies.proposal(0.25))).isPresent();
        assertThat(study.trials()).extracting(TrialRecord::number).containsExactly(0, 1);
        assertThat(study.trials()).isEqualTo(other.trials());
        assertThat(file("trials")).isDirectoryNotContaining("glob:**/.claim-*");
    }

    @Test
    void claimLosesAgainstAFolderThatComesInBetween() {
        StudyFolder study = study();
        ClaimNote first = Studies.claimAs(study.path(), 0, Studies.foreign(), "");
        ClaimNote late = ClaimNote.first(0, Studies.proposal(0.25), Owner.here());
        assertThat(new Claiming(Studies.folders(study.path()), Owner.here()).claim(late, new byte[0]))
                .isFalse();
        assertThat(study.trials()).singleElement().satisfies(trial -> assertThat(trial.proposal())
                .isEqualTo(first.proposal()));
        assertThat(file("trials")).isDirectoryNotContaining("glob:**/.claim-*");
    }

    @Test
    void trialReadsBackEqual() {
        StudyFolder study = study();
        assertThat(study.claim(0, Studies.proposal(0.5))).isPresent();
        Proposal proposal = new Proposal(
                List.of(0.1, 0.999), new Parameters(Map.of("a", 5L)), OptionalInt.of(9), OptionalInt.of(0));
        Claim claim = study.claim(1, proposal).orElseThrow();
        claim.started();
        claim.value(1, 0.1);
        claim.value(4, Double.NEGATIVE_INFINITY);
        TrialRecord running = study.trials().get(1);
        assertThat(running.status()).isEqualTo(TrialStatus.RUNNING);
        assertThat(running.score()).isEmpty();
        assertThat(running.curve()).isEqualTo(Map.of(1, 0.1, 4, Double.NEGATIVE_INFINITY));
        claim.ended(
                TrialStatus.PRUNED,
                OptionalDouble.of(0.1),
                Map.of("ece", Double.NaN, "few", 0.5),
                Optional.of("worse \"than\"\nothers"));
        TrialRecord ended = study.trials().get(1);
        assertThat(ended.proposal()).isEqualTo(proposal);
        assertThat(ended.status()).isEqualTo(TrialStatus.PRUNED);
        assertThat(ended.score()).hasValue(0.1);
        assertThat(ended.measures()).isEqualTo(Map.of("ece", Double.NaN, "few", 0.5));
        assertThat(ended.reason()).contains("worse \"than\"\nothers");
        assertThat(ended.host()).isEqualTo(Owner.here().host()).isNotBlank();
        assertThat(ended.started()).isEqualTo(running.started());
        assertThat(ended.seconds()).isGreaterThanOrEqualTo(running.seconds()).isLessThan(3600);
        assertThat(StudyFolder.open(study.path()).trials()).isEqualTo(study.trials());
    }

    @Test
    void endedTrialIsReadOnce() throws IOException {
        StudyFolder study = study();
        for (int i = 0; i < 5; i++) {
            Studies.complete(study.claim(i, Studies.proposal(0.5)).orElseThrow(), i);
        }
        List<TrialRecord> before = study.trials();
        for (int i = 0; i < 5; i++) {
            Files.writeString(study.trial(i).resolve("claim.json"), "unreadable");
            Files.delete(study.trial(i).resolve("journal.jsonl"));
        }
        study.claim(5, Studies.proposal(0.25)).orElseThrow().value(1, 3);
        List<TrialRecord> after = study.trials();
        assertThat(after.subList(0, 5)).isEqualTo(before);
        assertThat(after.get(5).curve()).isEqualTo(Map.of(1, 3.0));
    }

    @Test
    void readingWritesNothing() throws IOException {
        StudyFolder study = study();
        Studies.complete(study.claim(0, Studies.proposal(0.5)).orElseThrow(), 1);
        Studies.claimAs(study.path(), 1, Studies.dead(), "{\"torn");
        study.claim(2, Studies.proposal(0.5)).orElseThrow().release();
        Map<String, String> before = Studies.snapshot(temporary);
        StudyFolder reader = StudyFolder.open(study.path());
        assertThat(reader.trials()).hasSize(3);
        assertThat(reader.trials()).hasSize(3);
        assertThat(Studies.snapshot(temporary)).isEqualTo(before);
    }

    @Test
    void missingNumberIsToldAndNeverGivenAway() throws IOException {
        StudyFolder study = study();
        for (int i = 0; i < 3; i++) {
            assertThat(study.claim(i, Studies.proposal(0.5))).isPresent();
        }
        Files.move(study.trial(1), temporary.resolve("elsewhere"));
        StudyFolder fresh = StudyFolder.open(study.path());
        String message = study.trial(1) + " is missing, although there is trial 2;"
                + " put it back, or start a study in another folder";
        assertThatThrownBy(fresh::trials).isInstanceOf(StudyException.class).hasMessage(message);
        assertThatThrownBy(() -> fresh.claim(1, Studies.proposal(0.5)))
                .isInstanceOf(StudyException.class)
                .hasMessage(message);
    }

    @Test
    void damagedLinesAreToldOnce() throws IOException {
        StudyFolder study = study();
        Claim claim = study.claim(0, Studies.proposal(0.5)).orElseThrow();
        claim.value(1, 0.5);
        Path journal = claim.folder().resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal) + "{\"trial\":0,\"ev");
        assertThat(study.trials().get(0).curve()).hasSize(1);
        assertThat(warnings).isEmpty();
        claim.value(2, 0.75);
        assertThat(study.trials().get(0).curve()).isEqualTo(Map.of(1, 0.5, 2, 0.75));
        assertThat(study.trials().get(0).curve()).hasSize(2);
        assertThat(warnings).singleElement().satisfies(text -> assertThat(text)
                .startsWith(journal + ", line 2 is not JSON"));
    }

    @Test
    void damagedClaimIsRefusedNamingTheFile() throws IOException {
        StudyFolder study = study();
        Path claim =
                study.claim(0, Studies.proposal(0.5)).orElseThrow().folder().resolve("claim.json");
        String text = Files.readString(claim);
        for (String damaged : Set.of(
                "", text.replace("\"attempt\" : 1", "\"attempt\" : \"x\""), text.replace(": 0,", ": 5,"), text + "}")) {
            Files.writeString(claim, damaged);
            assertThatThrownBy(() -> StudyFolder.open(study.path()).trials())
                    .isInstanceOf(StudyException.class)
                    .hasMessageStartingWith(claim.toString());
        }
        Files.delete(claim);
        assertThatThrownBy(() -> StudyFolder.open(study.path()).trials())
                .isInstanceOf(StudyException.class)
                .hasMessage(claim + " cannot be read: there is no such file or folder");
    }

    @Test
    void missingJournalIsToldAndTheTrialHasNotEnded() throws IOException {
        StudyFolder study = study();
        Claim claim = study.claim(0, Studies.proposal(0.5)).orElseThrow();
        Files.delete(claim.folder().resolve("journal.jsonl"));
        assertThat(study.trials()).singleElement().satisfies(trial -> assertThat(trial.status())
                .isEqualTo(TrialStatus.RUNNING));
        assertThat(study.trials()).hasSize(1);
        assertThat(warnings)
                .containsExactly(
                        claim.folder().resolve("journal.jsonl") + " is missing; the trial counts as not ended");
    }

    @Test
    void interruptedThreadReadsAndWritesLikeAnyOther() {
        try {
            Thread.currentThread().interrupt();
            StudyFolder study = study();
            Claim claim = study.claim(0, Studies.proposal(0.5)).orElseThrow();
            claim.started();
            claim.alive();
            claim.value(1, 0.5);
            claim.release();
            Claim again = study.recover(Studies.STALE, 3).orElseThrow();
            Studies.complete(again, 0.5);
            assertThat(study.trials()).singleElement().satisfies(trial -> assertThat(trial.score())
                    .hasValue(0.5));
            assertThat(StudyFolder.open(study.path()).trials()).isEqualTo(study.trials());
        } finally {
            assertThat(Thread.interrupted()).as("interrupt is kept").isTrue();
        }
    }
}

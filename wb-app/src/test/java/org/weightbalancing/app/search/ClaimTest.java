package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClaimTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    private StudyFolder study;
    private Claim claim;

    @BeforeEach
    void claimOne() {
        study = StudyFolder.create(folder, Studies.DESCRIPTION);
        claim = study.claim(0, Studies.proposal(0.5)).orElseThrow();
    }

    private Path journal() {
        return claim.folder().resolve("journal.jsonl");
    }

    @Test
    void journalHasAnObjectALine() throws IOException {
        claim.started();
        claim.value(1, 0.5);
        claim.value(2, Double.NaN);
        claim.ended(
                TrialStatus.FAILED,
                OptionalDouble.empty(),
                Map.of("few", 0.25, "ece", Double.POSITIVE_INFINITY),
                Optional.of("it is\n\"NaN\""));
        assertThat(Files.readString(journal()).replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":0"))
                .isEqualTo("""
                        {"trial":0,"event":"started","seconds":0}
                        {"trial":0,"event":"value","seconds":0,"step":1,"value":0.5}
                        {"trial":0,"event":"value","seconds":0,"step":2,"value":"NaN"}
                        {"trial":0,"event":"ended","seconds":0,"status":"failed",\
                        "measures":{"ece":"Infinity","few":0.25},"reason":"it is\\n\\"NaN\\""}
                        """);
    }

    @Test
    void nothingIsWrittenAfterTheEnd() throws IOException {
        assertThat(claim.hasEnded()).isFalse();
        Studies.complete(claim, 0.5);
        assertThat(claim.hasEnded()).isTrue();
        String before = Files.readString(journal());
        for (Runnable late :
                new Runnable[] {claim::started, () -> claim.value(1, 0.5), () -> Studies.complete(claim, 0.75)}) {
            assertThatThrownBy(late::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("trial 0 has ended or was given back here; nothing more can be noted of it");
        }
        claim.alive();
        claim.release();
        claim.close();
        assertThat(Files.readString(journal())).isEqualTo(before);
        assertThat(study.trials().get(0).score()).hasValue(0.5);
    }

    @Test
    void endThatDoesNotFitIsRefusedAndTheTrialGoesOn() {
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble some = OptionalDouble.of(0.5);
        Optional<String> reason = Optional.of("why");
        refused("a trial cannot end as running", TrialStatus.RUNNING, none, reason);
        refused("a trial ends as complete without a score", TrialStatus.COMPLETE, none, Optional.empty());
        refused("a trial ends as timed-out with a score", TrialStatus.TIMED_OUT, some, reason);
        refused("a trial ends as failed without a reason", TrialStatus.FAILED, none, Optional.empty());
        refused(
                "the score of a trial is NaN, allowed are finite numbers; a trial that has none has failed",
                TrialStatus.COMPLETE,
                OptionalDouble.of(Double.NaN),
                Optional.empty());
        assertThat(study.trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
        claim.ended(TrialStatus.PRUNED, none, Map.of(), Optional.empty());
        assertThat(study.trials().get(0).status()).isEqualTo(TrialStatus.PRUNED);
    }

    private void refused(String message, TrialStatus status, OptionalDouble score, Optional<String> reason) {
        assertThatThrownBy(() -> claim.ended(status, score, Map.of(), reason))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void startedProcessGoesOnWithTheJournalAndItsEndCounts() {
        Claim child = study.claimed(0);
        assertThat(child.proposal()).isEqualTo(claim.proposal());
        assertThat(child.attempt()).isEqualTo(1);
        child.value(1, 0.5);
        assertThat(claim.hasEnded()).isFalse();
        Studies.complete(child, 0.75);
        assertThat(claim.hasEnded()).isTrue();
        assertThatThrownBy(
                        () -> claim.ended(TrialStatus.FAILED, OptionalDouble.empty(), Map.of(), Optional.of("exit 1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("trial 0 has ended already, as complete");
        claim.release();
        assertThat(study.trials().get(0).score()).hasValue(0.75);
        assertThat(study.trials().get(0).curve()).isEqualTo(Map.of(1, 0.5));
    }

    @Test
    void claimOfAnotherProcessIsNotOpened() {
        Studies.claimAs(folder, 1, Studies.foreign(), "");
        assertThatThrownBy(() -> study.claimed(1))
                .isInstanceOf(StudyException.class)
                .hasMessage("trial 1 in " + folder.resolve("trials")
                        + " is claimed by process 4711 on apollo, which is neither this process nor one that it was"
                        + " started by");
        Studies.claimAs(folder, 2, Studies.dead(), "");
        assertThatThrownBy(() -> study.claimed(2)).isInstanceOf(StudyException.class);
        assertThatThrownBy(() -> study.claimed(3))
                .isInstanceOf(StudyException.class)
                .hasMessageStartingWith(study.trial(3).resolve("journal.jsonl") + " cannot be written: ");
    }

    @Test
    void everySignOfLifeIsAnother() throws IOException {
        Path alive = claim.folder().resolve("alive");
        String first = Files.readString(alive);
        claim.alive();
        String second = Files.readString(alive);
        claim.alive();
        assertThat(Files.readString(alive)).isNotEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void trialThatWasTakenOverIsNotTouched() throws IOException {
        TrialFolders folders = Studies.folders(folder);
        ClaimNote note = ClaimNote.read(claim.folder().resolve("claim.json"));
        assertThat(folders.moveAside(note)).isTrue();
        Studies.claimAs(folder, 0, Studies.foreign(), "");
        Map<String, String> before = Studies.snapshot(claim.folder());
        claim.value(1, 0.5);
        claim.alive();
        Studies.complete(claim, 0.5);
        assertThat(Studies.snapshot(claim.folder())).isEqualTo(before);
        assertThat(study.trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
        assertThat(Files.readString(folders.lost(0, 1).resolve("journal.jsonl")))
                .contains("complete");
    }

    @Test
    void fullDiskIsToldAndEndsNothing() throws IOException {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        claim.close();
        Files.delete(journal());
        Files.createSymbolicLink(journal(), FULL);
        Claim full = study.claimed(0);
        assertThatThrownBy(() -> full.value(1, 0.5))
                .isInstanceOf(StudyException.class)
                .hasMessage(journal() + " cannot be written: No space left on device");
        assertThatThrownBy(full::started).isInstanceOf(StudyException.class);
        Files.delete(journal());
        Files.createFile(journal());
        assertThat(study.trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
    }
}

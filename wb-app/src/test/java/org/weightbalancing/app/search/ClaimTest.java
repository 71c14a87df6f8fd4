package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
        assertThat(Files.readString(journal())
                        .replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":0")
                        .replaceAll("\"host\":\"[^\"]*\",\"started\":\"[^\"]*Z\"", "\"host\":\"h\",\"started\":\"t\""))
                .isEqualTo("""
                        {"trial":0,"event":"started","seconds":0,"attempt":1,"host":"h","started":"t","parameters":{"decay":0.01,"batch":32}}
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

    @Test
    void trialIsGivenBackAlsoOnAFullDisk() throws IOException {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        claim.close();
        Files.delete(journal());
        Files.createSymbolicLink(journal(), FULL);
        study.claimed(0).release();
        Path aside = Studies.folders(folder).lost(0, 1).resolve("journal.jsonl");
        assertThat(aside).isSymbolicLink();
        Files.delete(aside);
        Files.createFile(aside);
        assertThat(study.recover(Studies.STALE, 3).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void claimThatCannotBeOpenedIsMovedAside() throws IOException {
        ClaimNote note = new ClaimNote(1, Studies.proposal(0.5), 1, 1, "id", Owner.here(), Instant.EPOCH);
        TrialFolders folders = Studies.folders(folder);
        assertThat(new Claiming(folders, Owner.here()).claim(note, new byte[0])).isTrue();
        Path alive = study.trial(1).resolve("alive");
        Files.delete(alive);
        Files.createDirectory(alive);
        assertThatThrownBy(() -> Claim.of(folders, note))
                .isInstanceOf(StudyException.class)
                .hasMessageStartingWith(alive + " cannot be written: ");
        assertThat(study.recover(Studies.STALE, 3).orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void takeOverIsSeenWithTheNextSignOfLife() throws IOException {
        claim.alive();
        assertThat(claim.isLost()).isFalse();
        assertThat(Studies.folders(folder)
                        .moveAside(ClaimNote.read(claim.folder().resolve("claim.json"))))
                .isTrue();
        assertThat(claim.isLost()).as("before it looks").isFalse();
        claim.alive();
        assertThat(claim.isLost()).isTrue();
        Studies.claimAs(folder, 0, Studies.foreign(), "");
        claim.alive();
        assertThat(claim.isLost()).isTrue();
    }

    @Test
    void everyTurnHasFilesOfItsOwn() throws IOException {
        Path first = claim.files();
        assertThat(first).isEqualTo(study.trial(0).resolve("turn-1")).isEqualTo(study.files(0));
        Files.createDirectories(first.resolve("deep"));
        Files.writeString(first.resolve("deep/checkpoint"), "large");
        claim.release();
        assertThat(Studies.folders(folder).lost(0, 1))
                .as("what nobody will read is not kept")
                .isDirectoryNotContaining("glob:**/turn-1");
        Claim again = study.recover(Studies.STALE, 3).orElseThrow();
        assertThat(first).doesNotExist();
        assertThat(again.files())
                .isEqualTo(study.trial(0).resolve("turn-2"))
                .isEqualTo(study.files(0))
                .isEmptyDirectory();
        Files.writeString(again.files().resolve("checkpoint"), "kept");
        Studies.complete(again, 0.5);
        again.release();
        assertThat(study.files(0).resolve("checkpoint")).hasContent("kept");
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveryTest {

    private static final String END = "{\"trial\":0,\"event\":\"ended\",\"seconds\":1.5,\"status\":\"complete\","
            + "\"score\":0.625,\"measures\":{}}\n";
    private static final String VALUE = "{\"trial\":0,\"event\":\"value\",\"seconds\":0.5,\"step\":1,\"value\":0.5}\n";

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);
    private StudyFolder study;
    private TrialFolders folders;

    @BeforeEach
    void create() {
        StudyFolder.create(folder, Studies.DESCRIPTION);
        study = observer();
        folders = Studies.folders(folder);
    }

    private StudyFolder observer() {
        return StudyFolder.of(folder, Studies.DESCRIPTION, warnings::add, clock::get);
    }

    private Claiming claiming() {
        return new Claiming(folders, Owner.here());
    }

    private Optional<Claim> recover() {
        return study.recover(Studies.STALE, 3);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void trialOfALivingProcessIsLeftAlone() {
        study.claim(0, Studies.proposal(0.5)).orElseThrow().close();
        pass(Duration.ofDays(1));
        assertThat(recover()).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(observer().recover(Studies.STALE, 3)).isEmpty();
        assertThat(folders.lost(0, 1)).doesNotExist();
    }

    @Test
    void numberOfAProcessThatAnotherHasByNowIsNoSignOfLife() {
        ClaimNote note = Studies.claimAs(folder, 0, Studies.dead(), VALUE + "{\"trial\":0,\"ev");
        Claim again = recover().orElseThrow();
        assertThat(again.number()).isZero();
        assertThat(again.proposal()).isEqualTo(note.proposal());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(folders.lost(0, 1).resolve("journal.jsonl")).hasContent(VALUE + "{\"trial\":0,\"ev");
        assertThat(warnings)
                .containsExactly(folders.lost(0, 1).resolve("journal.jsonl")
                        + ", line 2 is torn and does not count: {\"trial\":0,\"ev");
        assertThat(study.trials().get(0).curve()).isEmpty();
        assertThat(recover()).isEmpty();
    }

    @Test
    void endedTrialIsNeverStale() throws IOException {
        Studies.claimAs(folder, 0, Studies.dead(), VALUE + END);
        Map<String, String> before = Studies.snapshot(folder);
        assertThat(recover()).isEmpty();
        assertThat(new Recovery(folders, Owner.here(), warnings::add, clock::get).recover(0, Studies.STALE, 3))
                .as("as one that ended after it was looked for")
                .isEmpty();
        assertThat(study.trials().get(0).score()).hasValue(0.625);
        assertThat(Studies.snapshot(folder)).as("not even moved and put back").isEqualTo(before);
    }

    @Test
    void silenceFromAnotherMachineIsMeasuredByTheOwnClock() throws IOException {
        Studies.claimAs(folder, 0, Studies.foreign(), "");
        Path alive = study.trial(0).resolve("alive");
        assertThat(recover()).isEmpty();
        pass(Studies.STALE.minusNanos(1));
        assertThat(recover()).isEmpty();
        Files.writeString(alive, "1");
        pass(Duration.ofNanos(1));
        assertThat(recover()).as("has just given a sign").isEmpty();
        pass(Studies.STALE.minusNanos(1));
        assertThat(recover()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(observer().recover(Studies.STALE, 3))
                .as("has looked once only")
                .isEmpty();
        assertThat(recover()).isPresent();
        assertThat(ClaimNote.read(study.trial(0).resolve("claim.json")).owner()).isEqualTo(Owner.here());
    }

    @Test
    void aLaterClaimOfTheSameNumberIsAnotherSilence() {
        ClaimNote note = Studies.claimAs(folder, 0, Studies.foreign(), "");
        assertThat(recover()).isEmpty();
        pass(Studies.STALE);
        assertThat(folders.moveAside(note)).isTrue();
        assertThat(claiming().claim(note.next(2, Studies.foreign()), new byte[0]))
                .isTrue();
        assertThat(recover()).isEmpty();
        pass(Studies.STALE);
        assertThat(recover().orElseThrow().attempt()).isEqualTo(3);
    }

    @Test
    void trialBegunTooOftenIsLostWithWhatItWrote() throws IOException {
        ClaimNote note = Studies.claimAs(folder, 0, Studies.dead(), VALUE + "{\"torn");
        assertThat(study.recover(Studies.STALE, 1)).isEmpty();
        TrialRecord lost = study.trials().get(0);
        assertThat(lost.status()).isEqualTo(TrialStatus.LOST);
        assertThat(lost.curve()).isEqualTo(Map.of(1, 0.5));
        assertThat(lost.proposal()).isEqualTo(note.proposal());
        assertThat(lost.started()).isEqualTo(note.started());
        assertThat(lost.seconds()).isEqualTo(0.5);
        assertThat(lost.reason())
                .contains("its process died or vanished, the last time process "
                        + note.owner().pid() + " on " + note.owner().host()
                        + "; times it was begun: 1, allowed: 1");
        assertThat(study.recover(Studies.STALE, 5)).isEmpty();
        assertThat(Files.readString(study.trial(0).resolve("journal.jsonl"))).startsWith(VALUE + "{\"torn\n");
    }

    @Test
    void everyAttemptCountsUntilTheLast() {
        Studies.claimAs(folder, 0, Studies.dead(), "");
        for (int attempt = 2; attempt <= 3; attempt++) {
            Claim claim = recover().orElseThrow();
            assertThat(claim.attempt()).isEqualTo(attempt);
            claim.close();
            die(claim);
        }
        assertThat(recover()).isEmpty();
        assertThat(study.trials().get(0).status()).isEqualTo(TrialStatus.LOST);
        assertThat(folders.lastLost(0)).isEqualTo(3);
    }

    /** Makes the claim one of a process that is gone. */
    private void die(Claim claim) {
        Path file = claim.folder().resolve("claim.json");
        try {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceAll("\"process-start\" : \"[^\"]*\"", "\"process-start\" : \"then\""));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void trialGivenBackIsBegunAgainAndCountsOnce() {
        Claim first = study.claim(0, Studies.proposal(0.5)).orElseThrow();
        first.value(1, 0.5);
        first.release();
        assertThat(study.trial(0)).doesNotExist();
        assertThat(study.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.status()).isEqualTo(TrialStatus.WAITING);
            assertThat(trial.proposal()).isEqualTo(first.proposal());
        });
        assertThat(study.claim(0, Studies.proposal(0.25)))
                .as("is no free number")
                .isEmpty();
        for (int i = 0; i < 4; i++) {
            Claim again = recover().orElseThrow();
            assertThat(again.attempt()).isEqualTo(1);
            assertThat(again.proposal()).isEqualTo(first.proposal());
            again.release();
        }
        Studies.complete(recover().orElseThrow(), 0.75);
        assertThat(study.trials().get(0).score()).hasValue(0.75);
        assertThat(folders.lastLost(0)).isEqualTo(5);
    }

    @Test
    void trialWithoutAJournalIsBegunAgainOrLost() throws IOException {
        Studies.claimAs(folder, 0, Studies.dead(), "");
        Files.delete(study.trial(0).resolve("journal.jsonl"));
        assertThat(study.recover(Studies.STALE, 1)).isEmpty();
        assertThat(study.trials().get(0).status()).isEqualTo(TrialStatus.LOST);
    }
}

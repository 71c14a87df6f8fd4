package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What processes leave that are killed in the middle, or that work at once. */
final class LostTurnsTest {

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
    void processKilledWhileItGaveATrialBackHasGivenItBack() {
        Studies.claimAs(folder, 0, Studies.foreign(), "{\"trial\":0,\"event\":\"released\",\"seconds\":0.5}\n");
        assertThat(recover().orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void processKilledBetweenTheTwoRenamesLosesNothing() {
        ClaimNote note = Studies.claimAs(folder, 0, Studies.dead(), VALUE);
        assertThat(folders.moveAside(note)).isTrue();
        assertThat(study.trials()).singleElement().satisfies(trial -> assertThat(trial.status())
                .isEqualTo(TrialStatus.RUNNING));
        Claim again = recover().orElseThrow();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.proposal()).isEqualTo(note.proposal());
        assertThat(study.claim(1, Studies.proposal(0.25))).isPresent();
    }

    @Test
    void trialThatEndedWhileItWasMovedAsideIsPutBack() {
        ClaimNote note = Studies.claimAs(folder, 0, Studies.foreign(), VALUE + END);
        assertThat(folders.moveAside(note)).isTrue();
        assertThat(study.trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
        assertThat(recover()).isEmpty();
        assertThat(study.trials().get(0).score()).hasValue(0.625);
        assertThat(folders.lost(0, 1)).doesNotExist();
    }

    @Test
    void trialThatIsTakenOverWhileItIsJudgedIsLeftToTheOther() {
        ClaimNote stale = Studies.claimAs(folder, 0, Studies.foreign(), "");
        AtomicLong looks = new AtomicLong();
        StudyFolder slow = StudyFolder.of(folder, Studies.DESCRIPTION, warnings::add, () -> {
            if (looks.getAndIncrement() == 1) {
                assertThat(folders.moveAside(stale)).isTrue();
                assertThat(claiming().claim(stale.next(2, Studies.foreign()), new byte[0]))
                        .isTrue();
            }
            return looks.get() * Studies.STALE.toNanos();
        });
        assertThat(slow.recover(Studies.STALE, 3)).isEmpty();
        assertThat(slow.recover(Studies.STALE, 3)).isEmpty();
        assertThat(looks).hasValue(2);
        assertThat(study.trial(0)).exists();
        assertThat(folders.lastLost(0)).isEqualTo(1);
    }

    @Test
    void whoeverComesLateCannotMoveTheFolderOfALaterTurn() {
        ClaimNote stale = Studies.claimAs(folder, 0, Studies.dead(), "");
        Claim again = recover().orElseThrow();
        assertThat(folders.moveAside(stale)).isFalse();
        assertThat(claiming().claim(stale.next(2, Owner.here()), new byte[0])).isFalse();
        Studies.complete(again, 0.5);
        assertThat(study.trials().get(0).score()).hasValue(0.5);
    }

    @Test
    void numberThatOthersClaimedAndGaveUpInBetweenIsTheirs() {
        ClaimNote theirs = Studies.claimAs(folder, 0, Studies.foreign(), "");
        assertThat(folders.moveAside(theirs)).isTrue();
        ClaimNote mine = ClaimNote.first(0, Studies.proposal(0.25), Owner.here());
        assertThat(claiming().claimFirst(mine)).isFalse();
        assertThat(study.trial(0)).doesNotExist();
        assertThat(study.trials().get(0).proposal()).isEqualTo(theirs.proposal());
        assertThat(folder.resolve("trials")).isDirectoryNotContaining("glob:**/.claim-*");
    }

    /** Claims trial 0, of which there was a turn, as a process is that does not know of it, and has not looked yet. */
    private ClaimNote claimedByMistake(Owner owner) {
        assertThat(folders.moveAside(Studies.claimAs(folder, 0, Studies.dead(), VALUE)))
                .isTrue();
        ClaimNote mistaken = ClaimNote.first(0, Studies.proposal(0.25), owner);
        assertThat(claiming().claim(mistaken, new byte[0])).isTrue();
        return mistaken;
    }

    @Test
    void processKilledBeforeItSawThatANumberWasClaimedBlocksNothing() {
        ClaimNote mistaken = claimedByMistake(Studies.dead());
        assertThat(study.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.status()).isEqualTo(TrialStatus.RUNNING);
            assertThat(trial.proposal()).isEqualTo(Studies.proposal(0.5));
            assertThat(trial.curve()).isEqualTo(Map.of(1, 0.5));
        });
        Claim again = recover().orElseThrow();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.proposal()).isEqualTo(Studies.proposal(0.5));
        assertThat(folders.moveAway(mistaken)).as("by one who comes late").isFalse();
        Studies.complete(again, 0.75);
        assertThat(StudyFolder.open(folder).trials()).singleElement().satisfies(trial -> assertThat(trial.score())
                .hasValue(0.75));
    }

    @Test
    void claimByMistakeIsLeftToItsProcessWhileThatLives() {
        claimedByMistake(Owner.here());
        assertThat(recover()).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(recover()).isEmpty();
        assertThat(study.trial(0)).exists();
    }

    @Test
    void claimByMistakeOfAnotherMachineIsMovedAwayAfterSilence() {
        claimedByMistake(Studies.foreign());
        assertThat(recover()).isEmpty();
        pass(Studies.STALE);
        assertThat(recover().orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void endThatWasMovedAsideCountsAlsoAfterAClaimByMistake() {
        assertThat(folders.moveAside(Studies.claimAs(folder, 0, Studies.dead(), END)))
                .isTrue();
        assertThat(claiming().claim(ClaimNote.first(0, Studies.proposal(0.25), Studies.dead()), new byte[0]))
                .isTrue();
        assertThat(recover()).isEmpty();
        assertThat(study.trials().get(0).score()).hasValue(0.625);
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {

    @TempDir
    private Path folder;

    private StudyFolder study;

    @BeforeEach
    void create() {
        study = StudyFolder.create(folder, Studies.DESCRIPTION);
    }

    private Path claim(Owner maker) {
        return folder.resolve("trials").resolve(Leftovers.name(Leftovers.CLAIM, maker, "id"));
    }

    private Path description(Owner maker) {
        return folder.resolve(Leftovers.name("study.json.", maker, "id.part"));
    }

    @Test
    void whatProcessesWereMakingThatAreGoneIsDeleted() throws IOException {
        for (Owner maker : new Owner[] {Studies.dead(), Studies.foreign(), Owner.here()}) {
            Files.createDirectories(claim(maker).resolve("turn-1"));
            Files.createFile(description(maker));
        }
        Path other = Files.createDirectory(folder.resolve("trials/.claim-of-mine"));
        assertThat(study.trials()).isEmpty();
        assertThat(study.recover(Studies.STALE, 3)).isEmpty();
        assertThat(claim(Studies.dead())).as("has no claim.json yet").doesNotExist();
        assertThat(description(Studies.dead())).doesNotExist();
        assertThat(claim(Studies.foreign())).exists();
        assertThat(description(Studies.foreign())).exists();
        assertThat(claim(Owner.here())).exists();
        assertThat(description(Owner.here())).exists();
        assertThat(other).exists();
        assertThat(folder.resolve("study.json")).exists();
        assertThat(study.claim(0, Studies.proposal(0.5))).isPresent();
    }

    @Test
    void claimInTheMakingBearsTheNameOfItsMakerNotOfItsOwner() throws IOException {
        ClaimNote note = ClaimNote.first(0, Studies.proposal(0.5), Studies.dead());
        Path inTheWay = Files.createFile(
                folder.resolve("trials").resolve(Leftovers.name(Leftovers.CLAIM, Owner.here(), note.id())));
        Claiming claiming = new Claiming(Studies.folders(folder), Owner.here());
        assertThatThrownBy(() -> claiming.claim(note, new byte[0]))
                .isInstanceOf(StudyException.class)
                .hasRootCauseMessage(inTheWay.toString());
    }
}

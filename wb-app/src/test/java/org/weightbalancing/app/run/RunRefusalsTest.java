package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.training.StageProgress;
import org.weightbalancing.data.DataException;

/** Runs that do not begin, and one that is interrupted. */
class RunRefusalsTest {

    @TempDir
    private static Path folder;

    @Test
    void aLayerThatIsNotThereIsRefusedBeforeAnythingIsWritten() {
        Experiment experiment = SmallRun.experiment("stages.balance.regularizers[0].on=clasifier");
        assertThatThrownBy(() -> Run.prepare(SmallRun.CATALOG, experiment, folder))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("stage balance")
                .hasMessageContaining("classifier");
    }

    @Test
    void aLongTailThatLeavesAClassEmptyIsRefused() {
        assertThatThrownBy(() ->
                        Run.prepare(SmallRun.CATALOG, SmallRun.experiment("data.long-tail.imbalance=500"), folder))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith("data.long-tail: ");
    }

    @Test
    void missingDataIsTold() {
        Experiment experiment = SmallRun.experiment("data.source=cifar-100", "data.validation=0.1");
        assertThatThrownBy(() -> Run.prepare(SmallRun.CATALOG, experiment, folder.resolve("absent")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void anInterruptEndsTheRunWithWhatIsFinished() {
        RunDirectory other = RunDirectory.create(folder.resolve("interrupted"));
        StageProgress progress = StageProgress.silent();
        Run run = Run.prepare(SmallRun.CATALOG, SmallRun.experiment(), folder);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> run.execute(other, Backend.start(), progress))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(other.file("provenance.json")).content().contains("\"status\" : \"interrupted\"");
        assertThat(other.file("report.txt")).doesNotExist();
    }
}

package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.eval.adjustment.LogitAdjustment;

final class AdjustmentFileTest {

    @TempDir
    private Path folder;

    @Test
    void anAdjustmentReadsBackToTheLastBit() {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        LogitAdjustment adjustment =
                new LogitAdjustment(new double[] {0.1, 1 / 3.0, 1e-17}, new double[] {-2.0 / 7, 0, 1e300});
        AdjustmentFile.write(run, "changed", adjustment);
        assertThat(AdjustmentFile.read(run, "changed")).isEqualTo(adjustment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"scale\": [1, 1]}",
                "{\"scale\": [1, \"x\"], \"shift\": [0, 0]}",
                "{\"scale\": [1, 1], \"shift\": [0]}"
            })
    void damagedFilesAreRefused(String text) {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        run.write("models/changed.adjustment.json", text);
        assertThatThrownBy(() -> AdjustmentFile.read(run, "changed"))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("changed.adjustment.json");
    }
}

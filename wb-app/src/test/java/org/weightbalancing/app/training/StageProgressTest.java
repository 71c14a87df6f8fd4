package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.weightbalancing.train.EpochRecord;

class StageProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private StageProgress progress(boolean terminal) {
        return new StageProgress(new PrintStream(written, true, StandardCharsets.UTF_8), terminal);
    }

    // 500 of 2,000 images in 10 s: a quarter of the bar, 50 images/s, 30 s left.
    @Test
    void theLineTellsSpeedAndTimeLeft() {
        StageProgress progress = progress(false);
        progress.start("naive", 4, 500, 0);
        progress.advance(0, 500, 2.5);
        assertThat(progress.line(1, 2.5, 10))
                .isEqualTo(
                        "naive                [======                  ] epoch 2/4  loss 2.500  50 images/s  0:30 left");
    }

    @Test
    void aLogGetsALineForEachTenthOfTheStage() {
        StageProgress progress = progress(false);
        progress.start("naive", 20, 10, 0);
        for (int epoch = 0; epoch < 20; epoch++) {
            progress.advance(epoch, 10, 1);
            progress.epochDone(new EpochRecord(epoch, 0.1, 1, Double.NaN, 1, 10));
        }
        assertThat(output().lines()).hasSize(10);
        assertThat(output()).doesNotContain("\r");
        assertThat(output().lines().reduce((first, last) -> last).orElseThrow())
                .matches("naive                20 epochs in \\d+:\\d\\d, .*");
    }

    // 500 images were shown before, 250 in these 10 s: 25 images/s, and 1,250 to go are 50 s.
    @Test
    void aStageThatGoesOnTellsTheSpeedOfThisSession() {
        StageProgress progress = progress(false);
        progress.start("naive", 4, 500, 500);
        progress.advance(1, 250, 2.5);
        progress.epochDone(new EpochRecord(0, 0.1, 1, 0.4375, 1, 10));
        assertThat(progress.line(1, 2.5, 10))
                .isEqualTo("naive                [=========               ] epoch 2/4  loss 2.500  accuracy 43.8%"
                        + "  25 images/s  0:50 left");
    }

    // Killed while its last epoch was validated: no image is shown any more.
    @Test
    void aStageThatOnlyValidatesHasNoSpeed() {
        StageProgress progress = progress(false);
        progress.start("naive", 2, 10, 20);
        assertThat(progress.line(1, 2.5, 3)).endsWith("loss 2.500  ? images/s  ? left");
        progress.epochDone(new EpochRecord(1, 0.1, 1, Double.NaN, 1, 10));
        assertThat(output()).containsPattern("2 epochs in \\d+:\\d\\d, \\? images/s");
    }

    @Test
    void aDiaryGetsEachEpochInALine() {
        assertThat(StageProgress.summary("naive", 20, new EpochRecord(4, 0.1, 1.25, 0.5, 2.25, 10)))
                .isEqualTo("naive: epoch 5 of 20, learning rate 0.1, loss 1.2500  accuracy 50.0%, 2.3 s");
    }

    @Test
    void aTerminalGetsABarThatMoves() {
        StageProgress progress = progress(true);
        progress.start("naive", 2, 10, 0);
        progress.advance(0, 10, 1);
        assertThat(output()).startsWith("\r").contains("epoch 1/2").doesNotContain("\n");
    }
}

package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingPicturesTest {

    private static final String HEADER =
            "stage,epoch,learning-rate,loss,split,class-accuracy,seconds,images-per-second,rows-projected,mean-shrink,stamp\n";

    @TempDir
    private Path folder;

    private Figure training(String losses, String epochs) {
        ReportedRun run = new RunFolder(folder)
                .with("experiment.yaml", "name: two\nstages:\n" + losses)
                .with("epochs.csv", HEADER + epochs)
                .read();
        return TrainingPictures.of(run).get(0);
    }

    @Test
    void stagesNameTheirLossAndTheCaptionSaysThatKindsDoNotCompare() {
        Figure figure = training("""
                - {name: features, loss: cross-entropy}
                - name: balance
                  loss: {name: class-balanced-softmax-bce, beta: 0.9}
                """, "features,0,0.1,2.5,test,0.25,1,1,,,\nbalance,0,0.1,0.5,test,0.5,1,1,,,\n");
        assertThat(figure.picture().svg())
                .contains(">features: cross-entropy<", ">balance: class-balanced-softmax-bce<");
        assertThat(figure.caption())
                .isEqualTo(
                        "In each epoch of each stage: mean loss over the training images, class accuracy (mean over the"
                                + " classes of the share of images recognised) on test images and learning rate. Losses of"
                                + " different kinds do not compare.");
    }

    @Test
    void lossesOfOneKindCompareAndAnAccuracyThatWasNotMeasuredIsNotMentioned() {
        Figure figure = training(
                "- {name: a, loss: focal}\n- {name: b, loss: focal}\n", "a,0,0.1,2.5,,,1,1,,,\nb,0,0.1,0.5,,,1,1,,,\n");
        assertThat(figure.caption())
                .isEqualTo("In each epoch of each stage: mean loss over the training images and learning rate.");
        assertThat(figure.picture().svg()).doesNotContain("accuracy");
    }

    @Test
    void heatMapsOfAllStagesEndAtTheLargestNormOfTheRun() {
        RunFolder run = new RunFolder(folder)
                .complete("")
                .with("geometry/a/classifier-norms.csv", "epoch,0,1,2\n0,9,2,1\n")
                .with("geometry/b/classifier-norms.csv", "epoch,0,1,2\n0,1,1,1\n");
        List<Figure> figures = TrainingPictures.of(run.read());
        assertThat(figures).hasSize(2).allSatisfy(figure -> {
            assertThat(figure.caption()).endsWith("The stages of this run share one colour scale.");
            assertThat(figure.picture().svg()).contains(">8<");
        });
    }
}

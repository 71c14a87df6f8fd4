package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.model.geometry.FeatureGeometry;

class SampleTest {

    private static final int CLASSES = 10;
    private static final int EACH = 8;

    /** Class c has 100 - c training images and 8 test images in a row. */
    private static int[] truth() {
        return IntStream.range(0, CLASSES * EACH).map(i -> i / EACH).toArray();
    }

    private static Results results(MethodResult... methods) {
        return new Results(
                IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toList(),
                IntStream.of(counts()).boxed().toList(),
                IntStream.of(truth()).boxed().toList(),
                ShotGroups.standard(),
                List.of(methods));
    }

    private static int[] counts() {
        return IntStream.range(0, CLASSES).map(c -> 100 - c).toArray();
    }

    /** A method that recognises of the images of class c the first {@code right[c]}. */
    private static MethodResult method(Optional<String> stamp, int... right) {
        int[] truth = truth();
        INDArray logits = Nd4j.zeros(truth.length, CLASSES);
        List<Integer> predicted = new ArrayList<>();
        for (int i = 0; i < truth.length; i++) {
            int answer = i % EACH < right[truth[i]] ? truth[i] : (truth[i] + 1) % CLASSES;
            predicted.add(answer);
            logits.putScalar(i, answer, 1);
        }
        Measured measured = new Measuring(truth, counts(), ShotGroups.standard(), 0).of(logits);
        return new MethodResult(
                "method",
                measured,
                Optional.empty(),
                new TemperatureScaled(1, false, TemperatureScaled.FittedOn.VALIDATION, measured),
                FeatureGeometry.of(logits, truth, CLASSES),
                List.of(1.0),
                predicted,
                stamp,
                Selection.LAST_EPOCH);
    }

    private static int firstOf(MethodResult... methods) {
        return Sample.of(results(methods)).get(0).label();
    }

    @Test
    void theMostAccurateMethodWithoutAStampChooses() {
        Optional<String> none = Optional.empty();
        Optional<String> stamp = Optional.of("selected-on-test");
        MethodResult three = method(none, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0);
        MethodResult four = method(none, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0);
        MethodResult five = method(none, 1, 0, 0, 0, 0, 8, 0, 0, 0, 0);
        MethodResult six = method(stamp, 2, 2, 0, 0, 0, 0, 8, 0, 0, 0);
        MethodResult seven = method(stamp, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0);
        assertThat(firstOf(five, three, six)).isEqualTo(5);
        assertThat(firstOf(three, four)).isEqualTo(4);
        assertThat(firstOf(four, three)).isEqualTo(3);
        assertThat(firstOf(six, seven)).isEqualTo(6);
    }

    // Best: 3 and 5 with 8, then of the three with 7 the two most frequent, 0 and 1. Worst: 9 with 0, 8 with 0, 7, 6.
    @Test
    void theBestAndWorstClassesAreShownByTheirFirstImages() {
        List<Sample> samples = Sample.of(results(method(Optional.empty(), 7, 7, 7, 8, 4, 8, 3, 2, 0, 0)));
        assertThat(samples.stream().map(Sample::label).distinct()).containsExactly(3, 5, 0, 1, 6, 7, 8, 9);
        assertThat(samples.stream().filter(sample -> sample.label() == 3).map(Sample::image))
                .containsExactly(24, 25, 26, 27, 28, 29);
        assertThat(samples.get(0).file()).isEqualTo("samples/24.png");
    }

    @Test
    void channelsKeepTheirColours() throws IOException {
        byte[] pixels = {10, 20, (byte) 250, 40, 50, 60};
        ImageSet two = ImageSet.of(pixels, 1, 2, 3, new int[] {0}, List.of("a"));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(new Sample(0, 0).png(two)));
        assertThat(read.getWidth()).isEqualTo(2);
        assertThat(read.getRGB(0, 0) & 0xffffff).isEqualTo(0x0a14fa);
        assertThat(read.getRGB(1, 0) & 0xffffff).isEqualTo(0x28323c);
        ImageSet grey = ImageSet.of(new byte[] {7, 9}, 2, 1, 1, new int[] {0}, List.of("a"));
        BufferedImage tall = ImageIO.read(new ByteArrayInputStream(new Sample(0, 0).png(grey)));
        assertThat(tall.getRGB(0, 1) & 0xffffff).isEqualTo(0x090909);
    }
}

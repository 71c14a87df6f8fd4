package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images with their frames. */
final class SampleMontageTest {

    @Test
    void framesOfSamplesSayWhetherTheyAreRecognised() {
        Pixels pixels = Pixels.of(SamplePlots.montage("cat").picture());
        Color green = PlotStyle.GREEN;
        Color red = PlotStyle.RED;
        Rectangle first = new Rectangle(0, 0, 150, 140);
        Rectangle second = new Rectangle(150, 0, 150, 140);
        assertThat(pixels.count(green, first)).isGreaterThan(1000);
        assertThat(pixels.count(red, first)).isZero();
        assertThat(pixels.count(red, second)).isBetween(150, 900);
        assertThat(pixels.count(green, second)).isZero();
    }

    @Test
    void smallImagesGrowByAWholeFactorWithSharpPixels() {
        // 2 x 2 pixels grow 66 times, from (9, 6) on: red is the upper right quarter.
        Pixels pixels = Pixels.of(SamplePlots.montage("cat").picture());
        assertThat(pixels.count(Color.RED, new Rectangle(0, 0, 150, 140))).isEqualTo(66 * 66);
        assertThat(pixels.at(75, 6)).isEqualTo(Color.RED);
        assertThat(pixels.at(140, 71)).isEqualTo(Color.RED);
        assertThat(pixels.at(74, 6)).isEqualTo(Color.BLACK);
        assertThat(pixels.at(75, 72)).isEqualTo(Color.BLACK);
    }

    @Test
    void theFactorIsWholeWhereTheCellIsNotAMultiple() {
        // 132 / 5 = 26.4
        BufferedImage image = new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 2, Color.RED.getRGB());
        Pixels pixels = Pixels.of(new SampleMontage(List.of(new SampleMontage.Sample(image, "a", "a"))).picture());
        assertThat(pixels.count(Color.RED)).isEqualTo(26 * 26);
        assertThat(pixels.count(Color.BLACK)).isEqualTo(24 * 26 * 26);
    }

    @Test
    void samplesKeepTheirOwnPixels() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        SampleMontage.Sample sample = new SampleMontage.Sample(image, "a", "b");
        image.setRGB(0, 0, 0xFFFFFF);
        sample.image().setRGB(0, 0, 0xFFFFFF);
        assertThat(sample.image().getRGB(0, 0)).isEqualTo(0xFF000000);
    }

    @Test
    void nineSamplesNeedTwoRows() {
        SampleMontage.Sample sample =
                new SampleMontage.Sample(new BufferedImage(400, 3, BufferedImage.TYPE_INT_RGB), "a", "a");
        Picture picture = new SampleMontage(Collections.nCopies(9, sample)).picture();
        assertThat(picture.height()).isEqualTo(2 * 192);
        assertThat(picture.alt()).isEqualTo("9 sample images with true and predicted class, 9 of them recognised.");
    }
}

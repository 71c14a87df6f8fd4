package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlotStyleTest {

    // Machado, Oliveira and Fernandes, 2009: deuteranopia, severity 1, on linear RGB.
    private static final double[][] DEUTERANOPIA = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };

    @Test
    void coloursOfSeriesStayApartForTheColourBlind() {
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(SeriesStyle.colour(i), SeriesStyle.colour(j)))
                        .as(i + " and " + j)
                        .isGreaterThan(15);
            }
        }
    }

    @Test
    void everyColourIsSeenOnWhite() {
        for (int i = 0; i < 8; i++) {
            assertThat(lab(linear(SeriesStyle.colour(i)))[0]).isLessThan(75);
        }
    }

    @Test
    void theFirstFourColoursAreDark() {
        for (int i = 0; i < 4; i++) {
            assertThat(lab(linear(SeriesStyle.colour(i)))[0]).isLessThan(60);
        }
    }

    @Test
    void fortySeriesDifferInColourOrDash() {
        Set<String> looks = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            float[] dash = ((BasicStroke) SeriesStyle.stroke(i)).getDashArray();
            looks.add(SeriesStyle.colour(i) + Arrays.toString(dash));
        }
        assertThat(looks).hasSize(40);
    }

    @Test
    void theRampGrowsLighterByEqualStepsInAnyEye() {
        ColourRamp ramp = ColourRamp.over(0, 8);
        double[] lightness = IntStream.rangeClosed(0, 8)
                .mapToDouble(i -> lab(linear(ramp.at(i)))[0])
                .toArray();
        double[] seen = IntStream.rangeClosed(0, 8)
                .mapToDouble(i -> lab(seen(linear(ramp.at(i))))[0])
                .toArray();
        double step = (lightness[8] - lightness[0]) / 8;
        assertThat(step).isGreaterThan(9);
        for (int i = 1; i <= 8; i++) {
            assertThat(lightness[i] - lightness[i - 1]).isBetween(0.7 * step, 1.3 * step);
            assertThat(seen[i] - seen[i - 1]).isBetween(0.6 * step, 1.4 * step);
        }
    }

    @Test
    void theRampKeepsToItsBoundsAndKnowsWhatIsMissing() {
        ColourRamp ramp = ColourRamp.over(1, 3);
        assertThat(ramp.at(1)).isEqualTo(new Color(0x20124D)).isEqualTo(ramp.at(-5));
        assertThat(ramp.at(2)).isEqualTo(new Color(0x1F8A8C));
        assertThat(ramp.at(3)).isEqualTo(new Color(0xF7E63C)).isEqualTo(ramp.at(9));
        assertThat(ramp.at(Double.NaN)).isEqualTo(ColourRamp.MISSING);
        assertThat(ColourRamp.over(2, 2).at(2)).isEqualTo(new Color(0x20124D));
        // The root of 0.25 is 0.5.
        assertThat(ColourRamp.rootOfPercent().at(25)).isEqualTo(new Color(0x1F8A8C));
    }

    private static double distance(Color one, Color other) {
        double[] a = lab(seen(linear(one)));
        double[] b = lab(seen(linear(other)));
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }

    private static double[] linear(Color colour) {
        return IntStream.of(colour.getRed(), colour.getGreen(), colour.getBlue())
                .mapToDouble(c -> c / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
    }

    private static double[] seen(double[] rgb) {
        return Arrays.stream(DEUTERANOPIA)
                .mapToDouble(row -> row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])
                .map(c -> Math.max(0, Math.min(1, c)))
                .toArray();
    }

    private static double[] lab(double[] rgb) {
        double x = root((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
        double y = root(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
        double z = root((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }
}

package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnImagesTest {
    private static final DrawnImages DRAWN = new DrawnImages(1);

    private static int[] each(int count) {
        int[] counts = new int[20];
        Arrays.fill(counts, count);
        return counts;
    }

    @Test
    void classesAreAllCombinationsOfShapeAndTexture() {
        assertThat(DrawnImages.classNames())
                .hasSize(20)
                .doesNotHaveDuplicates()
                .startsWith(
                        "plain disc",
                        "striped square",
                        "dotted triangle",
                        "checkered cross",
                        "plain ring",
                        "striped disc");
        assertThat(DRAWN.draw("any", each(1)).classNames()).isEqualTo(DrawnImages.classNames());
    }

    @Test
    void countsAreWhatWasAskedFor() {
        int[] counts = new LongTail(LongTail.Profile.EXPONENTIAL, 50).counts(20, 20 * 60);
        ImageSet set = DRAWN.draw("train", counts);
        assertThat(set.classCounts()).isEqualTo(counts);
        assertThat(set.height()).isEqualTo(32);
        assertThat(set.width()).isEqualTo(32);
        assertThat(set.channels()).isEqualTo(3);
        assertThat(DRAWN.draw("train", each(0)).size()).isZero();
    }

    @Test
    void countsDoNotChangeImages() {
        ImageSet few = DRAWN.draw("train", each(2));
        ImageSet many =
                DRAWN.draw("train", IntStream.range(0, 20).map(c -> 2 + c % 3).toArray());
        assertThat(Fingerprint.of(new LongTail(LongTail.Profile.NONE, 1).subset(few)))
                .isEqualTo(Fingerprint.of(many.select(LongTail.select(many, each(2)))));
    }

    @Test
    void seedAndSplitDecide() {
        String one = Fingerprint.of(DRAWN.draw("train", each(2)));
        assertThat(Fingerprint.of(new DrawnImages(1).draw("train", each(2)))).isEqualTo(one);
        assertThat(Fingerprint.of(new DrawnImages(2).draw("train", each(2)))).isNotEqualTo(one);
        assertThat(Fingerprint.of(DRAWN.draw("test", each(2)))).isNotEqualTo(one);
        // "Aa" and "BB" have equal hash codes.
        assertThat(Fingerprint.of(DRAWN.draw("Aa", each(1)))).isNotEqualTo(Fingerprint.of(DRAWN.draw("BB", each(1))));
    }

    /** Pins every pixel on every machine: fails also if {@link Difficulty} is changed, which changes all results. */
    @Test
    void everyMachineDrawsTheSameBytes() {
        assertThat(Fingerprint.of(new DrawnImages(42).draw("train", each(5))))
                .isEqualTo("b1b9ebc4c4063893f415a91026db697ca14585ebb92ddcb1f4ad5103b81fefe8");
    }

    @Test
    void noTwoImagesAreAlike() {
        ImageSet set = DRAWN.draw("train", each(10));
        assertThat(IntStream.range(0, set.size()).mapToObj(i -> Fingerprint.of(set.select(new int[] {i}))))
                .doesNotHaveDuplicates();
    }

    @Test
    void colourDoesNotIdentifyTheClass() {
        ImageSet train = DRAWN.draw("train", each(100));
        ImageSet test = DRAWN.draw("test", each(50));
        double[][] centres = new double[20][3];
        for (int i = 0; i < train.size(); i++) {
            double[] colour = meanColour(train, i);
            for (int c = 0; c < 3; c++) {
                centres[train.label(i)][c] += colour[c] / 100;
            }
        }
        int right = 0;
        for (int i = 0; i < test.size(); i++) {
            right += nearest(centres, meanColour(test, i)) == test.label(i) ? 1 : 0;
        }
        // Chance is 5 % of 1000, standard deviation 7.
        assertThat(right).isLessThan(85);
    }

    private static double[] meanColour(ImageSet set, int image) {
        double[] colour = new double[3];
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                for (int c = 0; c < 3; c++) {
                    colour[c] += set.value(image, y, x, c) / 1024.0;
                }
            }
        }
        return colour;
    }

    private static int nearest(double[][] centres, double[] point) {
        int best = 0;
        for (int k = 1; k < centres.length; k++) {
            if (distance(centres[k], point) < distance(centres[best], point)) {
                best = k;
            }
        }
        return best;
    }

    private static double distance(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum();
    }

    @Test
    void texturesAreWhatTheirNamesSay() {
        for (double u = -9; u < 9; u += 0.37) {
            assertThat(Texture.PLAIN.share(u, 1.3, 5)).isZero();
            assertThat(Texture.STRIPED.share(u, 1.3, 5)).isEqualTo(Texture.STRIPED.share(u, -7.7, 5));
            assertThat(Texture.STRIPED.share(u, 0, 5) + Texture.STRIPED.share(u + 2.5, 0, 5))
                    .isEqualTo(1, offset());
        }
        assertThat(Texture.DOTTED.share(5, -10, 5)).isEqualTo(1);
        assertThat(Texture.DOTTED.share(2.5, 2.5, 5)).isZero();
        // A pair of squares is 1.25 periods long: neighbours differ, diagonal neighbours are alike.
        assertThat(Texture.CHECKERED.share(1.5, 1.5, 4.8)).isEqualTo(1);
        assertThat(Texture.CHECKERED.share(4.5, 1.5, 4.8)).isZero();
        assertThat(Texture.CHECKERED.share(4.5, 4.5, 4.8)).isEqualTo(1);
    }

    private static org.assertj.core.data.Offset<Double> offset() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    @Test
    void shapesAreWhatTheirNamesSay() {
        assertThat(Shape.DISC.distance(0.6, -0.6)).isNegative();
        assertThat(Shape.DISC.distance(0.7, -0.7)).isPositive();
        assertThat(Shape.SQUARE.distance(0.7, -0.7)).isNegative();
        assertThat(Shape.SQUARE.distance(0, 0.8)).isPositive();
        assertThat(Shape.CROSS.distance(0, 0.9)).isNegative();
        assertThat(Shape.CROSS.distance(0.5, 0.5)).isPositive();
        assertThat(Shape.RING.distance(0, 0.6)).isNegative();
        assertThat(Shape.RING.distance(0, 0.1)).isPositive();
        // Wide at one end, a point at the other.
        assertThat(Shape.TRIANGLE.distance(0.7, 0.5)).isNegative();
        assertThat(Shape.TRIANGLE.distance(0.7, -0.5)).isPositive();
        assertThat(Shape.TRIANGLE.distance(0, -0.9)).isNegative();
    }

    @Test
    void aMontageCanBeLookedAt() throws IOException {
        Path file = Path.of("target", "drawn-images.png");
        Montage.write(DRAWN.draw("train", each(12)), 12, file);
        assertThat(Files.size(file)).isGreaterThan(100_000);
    }

    @Test
    void refusesCountsThatDoNotFit() {
        assertThatThrownBy(() -> DRAWN.draw("train", new int[19]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("19 counts are given; there are 20 drawn classes");
        int[] negative = each(1);
        negative[3] = -1;
        assertThatThrownBy(() -> DRAWN.draw("train", negative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counts[3] is -1; at least 0 is allowed");
        assertThatThrownBy(() -> DRAWN.draw("train", each(Integer.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one set holds at most 699050");
    }
}

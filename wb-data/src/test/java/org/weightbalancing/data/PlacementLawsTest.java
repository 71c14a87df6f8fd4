package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.weightbalancing.data.random.RandomStream;

/** Compares reading by placement with a twin that copies the image at every step. */
class PlacementLawsTest {
    private static final int HEIGHT = 4;
    private static final int WIDTH = 5;
    private static final int CHANNELS = 3;
    private static final ImageSet SET = TinyImages.labelled(HEIGHT, WIDTH, CHANNELS, 1, 0, 0, 0);
    private static final Normalization BYTES =
            new Normalization(new float[CHANNELS], new float[] {1 / 255f, 1 / 255f, 1 / 255f});

    @Property(seed = "1", tries = 500)
    void readingByPlacementEqualsCopyingStepByStep(@ForAll long seed) {
        Random random = new Random(seed);
        int image = random.nextInt(SET.size());
        int[][][] copied = copyOf(image);
        Placement placement = new Placement(HEIGHT, WIDTH);
        for (int steps = random.nextInt(5); steps > 0; steps--) {
            if (random.nextBoolean()) {
                placement.mirror();
                copied = mirrored(copied);
            } else {
                int pad = random.nextInt(8);
                int top = random.nextInt(2 * pad + 1);
                int left = random.nextInt(2 * pad + 1);
                placement.crop(pad, top, left);
                copied = cropped(copied, pad, top, left);
            }
        }
        for (Layout layout : Layout.values()) {
            assertWrites(image, placement, layout, copied);
        }
    }

    private static void assertWrites(int image, Placement placement, Layout layout, int[][][] expected) {
        float[] written = new float[2 + HEIGHT * WIDTH * CHANNELS];
        new ImageWriter(SET, BYTES, layout).write(SET.store(), SET.offset(image), placement, written, 1);
        assertThat(written[0]).isZero();
        assertThat(written[written.length - 1]).isZero();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    int at = layout == Layout.NCHW ? (c * HEIGHT + y) * WIDTH + x : (y * WIDTH + x) * CHANNELS + c;
                    assertThat(Math.round(written[1 + at])).isEqualTo(expected[y][x][c]);
                }
            }
        }
    }

    private static int[][][] copyOf(int image) {
        int[][][] copy = new int[HEIGHT][WIDTH][CHANNELS];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    copy[y][x][c] = SET.value(image, y, x, c);
                }
            }
        }
        return copy;
    }

    private static int[][][] mirrored(int[][][] image) {
        int[][][] copy = new int[HEIGHT][WIDTH][];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                copy[y][x] = image[y][WIDTH - 1 - x];
            }
        }
        return copy;
    }

    private static int[][][] cropped(int[][][] image, int pad, int top, int left) {
        int[][][] padded = new int[HEIGHT + 2 * pad][WIDTH + 2 * pad][CHANNELS];
        for (int y = 0; y < HEIGHT; y++) {
            System.arraycopy(image[y], 0, padded[y + pad], pad, WIDTH);
        }
        int[][][] copy = new int[HEIGHT][WIDTH][];
        for (int y = 0; y < HEIGHT; y++) {
            System.arraycopy(padded[y + top], left, copy[y], 0, WIDTH);
        }
        return copy;
    }

    @Test
    void cropsAreUniformOverAllOffsets() {
        int[][] times = new int[3][3];
        RandomStream random = RandomStream.of(8);
        for (int i = 0; i < 9000; i++) {
            Placement placement = new Placement(HEIGHT, WIDTH);
            new PadCrop(1).place(placement, random);
            times[placement.rows().source(0) + 1][placement.columns().source(0) + 1]++;
        }
        for (int[] row : times) {
            for (int n : row) {
                // Expected 1000, standard deviation 30.
                assertThat(n).isBetween(850, 1150);
            }
        }
    }

    @Test
    void flipsHaveTheirProbability() {
        RandomStream random = RandomStream.of(9);
        for (double probability : new double[] {0, 0.5, 1}) {
            int flips = 0;
            for (int i = 0; i < 2000; i++) {
                Placement placement = new Placement(HEIGHT, WIDTH);
                new HorizontalFlip(probability).place(placement, random);
                flips += placement.columns().step() < 0 ? 1 : 0;
            }
            // Standard deviation 22 at probability 1/2, none at 0 and 1.
            assertThat(Math.abs(flips - 2000 * probability)).isLessThanOrEqualTo(440 * probability * (1 - probability));
        }
        assertThat(new HorizontalFlip()).isEqualTo(new HorizontalFlip(0.5));
    }

    @Test
    void refusesCropsAndSettingsOutOfRange() {
        Placement placement = new Placement(HEIGHT, WIDTH);
        assertThat(placement.height()).isEqualTo(HEIGHT);
        assertThat(placement.width()).isEqualTo(WIDTH);
        for (int[] crop : new int[][] {{4, 9, 0}, {4, 0, 9}, {4, -1, 0}, {4, 0, -1}, {-1, 0, 0}, {5000, 0, 0}}) {
            assertThatThrownBy(() -> placement.crop(crop[0], crop[1], crop[2]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("padded by " + crop[0]);
        }
        assertThatThrownBy(() -> new PadCrop(-1)).hasMessage("pad is -1; allowed are 0 to 4096");
        assertThatThrownBy(() -> new PadCrop(4097)).isInstanceOf(IllegalArgumentException.class);
        for (double probability : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new HorizontalFlip(probability))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("probability is " + probability + "; allowed are 0 to 1");
        }
    }
}

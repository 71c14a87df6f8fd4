package org.weightbalancing.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Layout;

class PairsTest {
    // Three grey pictures of one row and two pixels, of classes 0, 1 and 1 out of three.
    private static final ImageSet GREY = ImageSet.of(
            new byte[] {10, 20, 30, 40, 50, 60}, 1, 2, 1, new int[] {0, 1, 1}, List.of("zero", "one", "two"));

    private static DataSet all(ImageSet set, Layout layout) {
        try (ImageBatches batches =
                ImageBatches.forEvaluation(set, set.size(), Pictures.raw(set.channels()), layout, false)) {
            DataSet batch = batches.next();
            // Normalising and back leaves whole numbers short by a rounding.
            Transforms.round(batch.getFeatures(), false);
            return batch;
        }
    }

    private static Pairs pairs(ImageSet set, Layout layout, DataSet batch, int... permutation) {
        Blender blender = new Blender(set.height() * set.width() * set.channels());
        return new Pairs(set, layout, 0, batch, new ShuffledPartners(permutation, blender));
    }

    private static float[] values(INDArray array) {
        return array.data().asFloat();
    }

    @Test
    void blendingTakesTheShareOfBoth() {
        DataSet batch = all(GREY, Layout.NHWC);
        pairs(GREY, Layout.NHWC, batch, 1, 2, 0).blend(0.25);
        // 0.25 * 10 + 0.75 * 30 = 25, 0.25 * 30 + 0.75 * 50 = 45, 0.25 * 50 + 0.75 * 10 = 20; the second pixel 10 more.
        assertThat(values(batch.getFeatures())).containsExactly(25, 35, 45, 55, 20, 30);
        // Image 1 and its partner are both of class 1.
        assertThat(values(batch.getLabels())).containsExactly(0.25f, 0.75f, 0, 0, 1, 0, 0.75f, 0.25f, 0);
    }

    @Test
    void pastingCopiesTheBoxAndCountsItsPixels() {
        DataSet batch = all(GREY, Layout.NCHW);
        pairs(GREY, Layout.NCHW, batch, 2, 1, 0).paste(new Box(0, 1, 1, 2));
        // Images 0 and 2 exchange their second pixel, half of them; image 1 is its own partner.
        assertThat(values(batch.getFeatures())).containsExactly(10, 60, 30, 40, 50, 20);
        assertThat(values(batch.getLabels())).containsExactly(0.5f, 0.5f, 0, 0, 1, 0, 0.5f, 0.5f, 0);
    }

    @Test
    void relabellingReplacesWhatWasThere() {
        DataSet batch = all(GREY, Layout.NHWC);
        Pairs pairs = pairs(GREY, Layout.NHWC, batch, 1, 2, 0);
        pairs.blend(0.5);
        pairs.relabel((own, partner) -> own == 0 ? 1 : partner == 0 ? 0.75 : 0.25);
        assertThat(values(batch.getLabels())).containsExactly(1, 0, 0, 0, 1, 0, 0.25f, 0.75f, 0);
        assertThat(pairs.counts()).containsExactly(1, 2, 0);
    }

    @Test
    void aShareOfOneAndAnEmptyBoxChangeNothing() {
        DataSet batch = all(GREY, Layout.NHWC);
        Pairs pairs = pairs(GREY, Layout.NHWC, batch, 1, 2, 0);
        pairs.blend(1);
        pairs.paste(new Box(0, 1, 1, 1));
        assertThat(batch).isEqualTo(all(GREY, Layout.NHWC));
    }

    @Test
    void aShareOfZeroPermutesTheBatch() {
        DataSet batch = all(GREY, Layout.NHWC);
        pairs(GREY, Layout.NHWC, batch, 1, 2, 0).blend(0);
        assertThat(values(batch.getFeatures())).containsExactly(30, 40, 50, 60, 10, 20);
        assertThat(batch.getLabels().argMax(1).toIntVector()).containsExactly(1, 1, 0);
    }

    /** The twin keeps a copy of the batch and computes pixel by pixel. */
    @Property(seed = "1", tries = 150)
    void inPlaceEqualsOutOfPlace(@ForAll long seed) {
        Random random = new Random(seed);
        int[] labels = random.ints(1 + random.nextInt(9), 0, 4).toArray();
        ImageSet set = Pictures.random(1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(3), 4, labels);
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
        Collections.shuffle(shuffled, random);
        int[] permutation = shuffled.stream().mapToInt(i -> i).toArray();
        int top = random.nextInt(set.height() + 1);
        int left = random.nextInt(set.width() + 1);
        Box box = new Box(
                top, left, top + random.nextInt(set.height() + 1 - top), left + random.nextInt(set.width() + 1 - left));
        float share = random.nextFloat();
        for (Layout layout : Layout.values()) {
            DataSet pasted = all(set, layout);
            pairs(set, layout, pasted, permutation).paste(box);
            assertPixels(set, pasted, layout, permutation, box, 0);
            DataSet blended = all(set, layout);
            pairs(set, layout, blended, permutation).blend(share);
            assertPixels(set, blended, layout, permutation, new Box(0, 0, set.height(), set.width()), share);
        }
    }

    private static void assertPixels(ImageSet set, DataSet batch, Layout layout, int[] permutation, Box box, float s) {
        INDArray features = layout == Layout.NCHW ? batch.getFeatures().permute(0, 2, 3, 1) : batch.getFeatures();
        for (int i = 0; i < set.size(); i++) {
            for (int y = 0; y < set.height(); y++) {
                for (int x = 0; x < set.width(); x++) {
                    for (int c = 0; c < set.channels(); c++) {
                        boolean inside = y >= box.top() && y < box.bottom() && x >= box.left() && x < box.right();
                        float own = set.value(i, y, x, c);
                        float other = set.value(permutation[i], y, x, c);
                        float expected = !inside || permutation[i] == i ? own : s * own + (1 - s) * other;
                        assertThat(features.getFloat(i, y, x, c)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void refusesSharesAndBoxesOutOfRange() {
        DataSet batch = all(GREY, Layout.NHWC);
        Pairs pairs = pairs(GREY, Layout.NHWC, batch, 1, 2, 0);
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> pairs.blend(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("share is " + share + "; allowed are 0 to 1");
            assertThatThrownBy(() -> pairs.relabel((own, partner) -> share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("share is " + share + "; allowed are 0 to 1");
        }
        for (Box box : List.of(new Box(0, 0, 2, 1), new Box(0, 0, 1, 3))) {
            assertThatThrownBy(() -> pairs.paste(box))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(box + " reaches out of an image of 1 rows and 2 columns");
        }
        assertThat(batch).isEqualTo(all(GREY, Layout.NHWC));
    }
}

package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    // Three images of 1 x 2 pixels with 2 channels, the value of each byte its position.
    private static final byte[] PIXELS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte) 250};
    private static final ImageSet SET = ImageSet.of(PIXELS, 1, 2, 2, new int[] {2, 0, 2}, List.of("a", "b", "c"));

    @Test
    void tellsWhatItWasMadeOf() {
        assertThat(SET.size()).isEqualTo(3);
        assertThat(SET.height()).isEqualTo(1);
        assertThat(SET.width()).isEqualTo(2);
        assertThat(SET.channels()).isEqualTo(2);
        assertThat(SET.classes()).isEqualTo(3);
        assertThat(SET.classNames()).containsExactly("a", "b", "c");
        assertThat(SET.labels()).containsExactly(2, 0, 2);
        assertThat(SET.label(1)).isZero();
        assertThat(SET.classCounts()).containsExactly(1, 0, 2);
        assertThat(SET).hasToString("3 images 1x2x2 in 3 classes");
    }

    @Test
    void valuesAreUnsignedAndInRowMajorOrder() {
        assertThat(SET.value(1, 0, 1, 0)).isEqualTo(6);
        assertThat(SET.value(2, 0, 1, 1)).isEqualTo(250);
    }

    @Test
    void selectionKeepsOrderAndRepeatsAndSharesTheBytes() {
        ImageSet chosen = SET.select(new int[] {2, 1, 2});
        assertThat(chosen.labels()).containsExactly(2, 0, 2);
        assertThat(chosen.value(0, 0, 0, 0)).isEqualTo(8);
        assertThat(chosen.value(1, 0, 0, 0)).isEqualTo(4);
        assertThat(chosen.store()).isSameAs(SET.store());
        assertThat(chosen.select(new int[] {1}).value(0, 0, 0, 0)).isEqualTo(4);
        assertThat(SET.select(new int[0]).classCounts()).containsExactly(0, 0, 0);
    }

    @Test
    void laterChangesOfTheArgumentsChangeNothing() {
        byte[] pixels = {1};
        int[] labels = {0};
        List<String> names = new ArrayList<>(List.of("a"));
        ImageSet set = ImageSet.of(pixels, 1, 1, 1, labels, names);
        pixels[0] = 9;
        labels[0] = 9;
        names.set(0, "z");
        set.labels()[0] = 7;
        assertThat(set.value(0, 0, 0, 0)).isEqualTo(1);
        assertThat(set.label(0)).isZero();
        assertThat(set.classNames()).containsExactly("a");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> ImageSet.of(new byte[11], 1, 2, 2, new int[3], List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 images of 1 x 2 x 2 need 12 bytes, not 11");
        assertThatThrownBy(() -> ImageSet.of(new byte[4], 1, 2, 2, new int[] {1}, List.of("a")))
                .hasMessage("Label 1 of image 0 names no class; allowed are 0 to 0");
        assertThatThrownBy(() -> ImageSet.of(new byte[4], 1, 2, 2, new int[] {-1}, List.of("a")))
                .hasMessageContaining("Label -1");
        assertThatThrownBy(() -> ImageSet.of(new byte[0], 0, 2, 2, new int[0], List.of("a")))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> SET.select(new int[] {0, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no image 3 in a set of 3 images, counted from 0");
        assertThatThrownBy(() -> SET.label(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SET.value(0, 0, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void imagesWithoutPixelsAreCountedAndSelectedButNotShown() {
        ImageSet set = ImageSet.withoutPixels(new int[] {0, 1, 1, 0}, List.of("a", "b"), "digest");
        assertThat(set.hasPixels()).isFalse();
        assertThat(set.size()).isEqualTo(4);
        assertThat(set.height() + set.width() + set.channels()).isZero();
        assertThat(set.classCounts()).containsExactly(2, 2);
        ImageSet some = set.select(new int[] {3, 1, 0}).select(new int[] {1, 0});
        assertThat(some.hasPixels()).isFalse();
        assertThat(some.labels()).containsExactly(1, 0);
        assertThat(some.positions()).containsExactly(1, 3);
        assertThatThrownBy(() -> set.value(0, 0, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        Normalization normalization = new Normalization(new float[] {0}, new float[] {1});
        assertThatThrownBy(() -> ImageBatches.forEvaluation(some, 1, normalization, Layout.NHWC, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 images of which only the classes are known have no pixels to show");
        assertThatThrownBy(() -> ImageSet.withoutPixels(new int[] {2}, List.of("a", "b"), "digest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Label 2 of image 0 names no class; allowed are 0 to 1");
        assertThatThrownBy(() -> ImageSet.withoutPixels(new int[] {1}, List.of("a", "b"), ""))
                .hasMessage("The identity of images without pixels is empty");
    }
}

package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static ImageSet set(byte[] pixels, int height, int width, int[] labels, String... names) {
        return ImageSet.of(pixels, height, width, 1, labels, List.of(names));
    }

    @Test
    void isTheDigestOfTheDocumentedBytes() {
        // printf '\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1a\0\0\0\0\7' | sha256sum
        assertThat(Fingerprint.of(set(new byte[] {7}, 1, 1, new int[1], "a")))
                .isEqualTo("8a9aaf1ad56d6684cc27e6a11f1e0d5151f111c90708cb276da5f4d3c31cc5b8");
    }

    @Test
    void equalContentHasEqualFingerprintsHoweverMade() {
        ImageSet set = TinyImages.cycling(6, 3);
        ImageSet twice = set.select(new int[] {5, 4, 3, 2, 1, 0}).select(new int[] {5, 4, 3, 2, 1, 0});
        assertThat(Fingerprint.of(twice)).isEqualTo(Fingerprint.of(set)).matches("[0-9a-f]{64}");
    }

    @Test
    void everyPartCounts() {
        Set<String> all = new TreeSet<>(List.of(
                Fingerprint.of(set(new byte[] {1, 2, 3, 4}, 1, 2, new int[] {0, 1}, "a", "b")),
                Fingerprint.of(set(new byte[] {1, 2, 3, 5}, 1, 2, new int[] {0, 1}, "a", "b")),
                Fingerprint.of(set(new byte[] {1, 2, 3, 4}, 2, 1, new int[] {0, 1}, "a", "b")),
                Fingerprint.of(set(new byte[] {1, 2, 3, 4}, 1, 2, new int[] {1, 1}, "a", "b")),
                Fingerprint.of(set(new byte[] {1, 2, 3, 4}, 1, 2, new int[] {0, 1}, "a", "c")),
                Fingerprint.of(set(new byte[] {1, 2, 3, 4}, 1, 2, new int[] {0, 1}, "a", "b", "c")),
                Fingerprint.of(set(new byte[] {3, 4, 1, 2}, 1, 2, new int[] {1, 0}, "a", "b"))));
        assertThat(all).hasSize(7);
    }

    @Test
    void otherSelectionsDiffer() {
        ImageSet set = TinyImages.cycling(6, 3);
        assertThat(Fingerprint.of(set.select(new int[] {0, 1})))
                .isNotEqualTo(Fingerprint.of(set.select(new int[] {0, 2})));
        assertThat(Fingerprint.of(set.select(new int[] {0, 1})))
                .isNotEqualTo(Fingerprint.of(set.select(new int[] {1, 0})));
        assertThat(Fingerprint.of(set.select(new int[0]))).hasSize(64);
    }

    @Test
    void imagesWithoutPixelsAreToldApartByIdentityAndPosition() {
        int[] labels = {0, 1, 1};
        ImageSet set = ImageSet.withoutPixels(labels, List.of("a", "b"), "digest");
        String fingerprint = Fingerprint.of(set);
        assertThat(Fingerprint.of(ImageSet.withoutPixels(labels, List.of("a", "b"), "digest")))
                .isEqualTo(fingerprint);
        assertThat(Fingerprint.of(ImageSet.withoutPixels(labels, List.of("a", "b"), "other")))
                .isNotEqualTo(fingerprint);
        assertThat(Fingerprint.of(set.select(new int[] {0, 2, 1}))).isNotEqualTo(fingerprint);
    }
}

package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestGeometryTest {

    @Test
    void ofManyImagesTheFirstOfEachClassAreMeasured() {
        int[] labels = IntStream.range(0, 12_000).map(i -> i % 2).toArray();
        TestGeometry geometry = TestGeometry.of(labels, 2);
        assertThat(geometry.items()).hasSize(5000).startsWith(0, 1, 2).endsWith(4998, 4999);
        assertThat(geometry.labels()).hasSize(5000).startsWith(0, 1, 0);
    }

    @Test
    void noClassIsLeftWithoutScatter() {
        int[] labels = IntStream.range(0, 9000).map(i -> i % 3000).toArray();
        assertThat(TestGeometry.of(labels, 3000).items()).hasSize(6000);
    }

    @Test
    void fewImagesAreAllMeasured() {
        assertThat(TestGeometry.of(new int[] {2, 0, 2}, 3).items()).containsExactly(0, 1, 2);
    }
}

package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How points and names fill a plane. */
final class PlaneFieldTest {

    private static PlaneField around(double[] xs, double[] ys, PlaneLabel... labels) {
        return PlaneField.around(xs, ys, List.of(labels), 1000, 800);
    }

    @Test
    void pointsFillTheWidthButForTheMargins() {
        // 1000 - 2 * 28 pixels for 0 to 4, 28 more below and above 0 to 2.
        PlaneField field = around(new double[] {1, 4}, new double[] {2, 1});
        assertThat(field.scale()).isCloseTo(236, within(1e-9));
        assertThat(field.height()).isCloseTo(2 * 236 + 56, within(1e-9));
        assertThat(field.left()).isCloseTo(-28 / 236.0, within(1e-9));
        assertThat(field.bottom()).isCloseTo(-28 / 236.0, within(1e-9));
    }

    @Test
    void highPointsFillTheHeightAndStandInTheMiddle() {
        // 800 - 2 * 28 pixels for -1 to 1; what is left of 1000 pixels beside 0 to 1 is the same on both sides.
        PlaneField field = around(new double[] {1, 0}, new double[] {-1, 1});
        assertThat(field.scale()).isCloseTo(372, within(1e-9));
        assertThat(field.height()).isEqualTo(800);
        assertThat(field.left() + 500 / 372.0).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void namesHaveRoomBesideTheirPoints() {
        // 118 pixels from the point to the end of the text: 1000 - 28 - 118 for 0 to 1.
        PlaneField field = around(new double[] {1}, new double[] {0.5}, new PlaneLabel("right", 1, 0.5, 100));
        assertThat(field.scale()).isCloseTo(854, within(1e-9));
        PlaneField left = around(new double[] {-1}, new double[] {0.5}, new PlaneLabel("left", -1, 0.5, 100));
        assertThat(left.left()).isCloseTo(-1 - 118 / 854.0, within(1e-9));
        PlaneField inside =
                around(new double[] {1, 0.1}, new double[] {0.5, 0}, new PlaneLabel("far from the end", 0.1, 0, 100));
        assertThat(inside.scale()).isCloseTo(944, within(1e-9));
    }

    @Test
    void theOriginAloneHasAField() {
        PlaneField field = around(new double[] {0}, new double[] {0});
        assertThat(field.left()).isNegative();
        assertThat(field.scale()).isCloseTo(372, within(1e-9));
        assertThat(around(new double[] {2}, new double[] {0}).height()).isEqualTo(420);
    }

    @Test
    void namesAtOnePlaceMoveApartByEqualParts() {
        PlaneLabel label = new PlaneLabel("a", 1, 3, 50);
        // 20 pixels of 10 a unit.
        assertThat(PlaneLabel.apart(List.of(label, label), 10)).containsExactly(new double[] {2, 4}, within(1e-3));
        double[] ten = PlaneLabel.apart(Collections.nCopies(10, label), 10);
        double[] sorted = Arrays.stream(ten).sorted().toArray();
        IntStream.range(1, 10)
                .forEach(i -> assertThat(sorted[i] - sorted[i - 1]).isGreaterThan(1.95));
        assertThat(Arrays.stream(ten).average().orElse(0)).isCloseTo(3, within(1e-6));
    }

    @Test
    void namesBesideOneAnotherStay() {
        PlaneLabel left = new PlaneLabel("left", -1, 3, 50);
        PlaneLabel right = new PlaneLabel("right", 1, 3, 50);
        PlaneLabel above = new PlaneLabel("above", 1, 5.1, 50);
        PlaneLabel far = new PlaneLabel("far", 9, 3, 50);
        assertThat(PlaneLabel.apart(List.of(left, right, above, far), 10)).containsExactly(3, 3, 5.1, 3);
    }
}

package org.weightbalancing.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {

    // One edit each: change, deletion, insertion, swap; then kitten -> sitten -> sittin -> sitting; "ca" -> "abc" takes
    // 3
    // because the swapped pair may not be edited again.
    @ParameterizedTest
    @CsvSource({
        "momentun, momentum, 1",
        "momntum, momentum, 1",
        "momenttum, momentum, 1",
        "moemntum, momentum, 1",
        "kitten, sitting, 3",
        "ca, abc, 3",
        "'', abc, 3",
        "abc, abc, 0"
    })
    void distanceCountsEdits(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    }

    @Property(seed = "1", tries = 200)
    void distanceIsSymmetricAndZeroForEqualWordsOnly(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertThat(Nearest.distance(a, b))
                .isEqualTo(Nearest.distance(b, a))
                .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
        assertThat(Nearest.distance(a, b) == 0).isEqualTo(a.equals(b));
    }

    @Test
    void theNearestIsNamedIfItIsNear() {
        List<String> known = List.of("momentum", "minimum", "epochs");
        assertThat(Nearest.to("momentun", known)).contains("momentum");
        assertThat(Nearest.to("epoch", known)).contains("epochs");
        assertThat(Nearest.to("quux", known)).isEmpty();
        assertThat(Nearest.to("sd", List.of("ab", "on"))).isEmpty();
    }

    @Test
    void equallyNearWordsAreTakenInAlphabeticalOrder() {
        assertThat(Nearest.to("bat", List.of("cat", "bar"))).contains("bar");
    }
}

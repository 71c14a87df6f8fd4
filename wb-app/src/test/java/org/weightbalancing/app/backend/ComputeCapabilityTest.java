package org.weightbalancing.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ComputeCapabilityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"3.7", "5.0", "5.2", "5.3", "6.0", "6.1", "6.2", "7.0", "7.2", "7.5", "8.0", "8.6", "8.7", "8.9"
            })
    void kernelsServeTheSameMajorAndLaterMinors(String text) {
        assertThat(ComputeCapability.parse(text).orElseThrow().served()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "3.0", "3.5", "4.0", "9.0", "10.0", "12.0"})
    void kernelsServeNoOtherDevice(String text) {
        assertThat(ComputeCapability.parse(text).orElseThrow().served()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8.", "[N/A]", "8.6.1", "compute_cap", "99999999999.0"})
    void otherTextIsNoCapability(String text) {
        assertThat(ComputeCapability.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.6", " 8.6 ", "8.6\r"})
    void surroundingBlanksAreNoMatter(String text) {
        assertThat(ComputeCapability.parse(text)).contains(new ComputeCapability(8, 6));
    }
}

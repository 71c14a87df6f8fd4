package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.weightbalancing.model.ResNetSpec;

final class NamedNetworkTest {

    @Test
    void namesAreThoseOfTheSpecifications() {
        assertThat(NamedNetwork.of("resnet20", 7)).contains(ResNetSpec.resnet20(7));
        assertThat(NamedNetwork.of("resnet32", 7)).contains(ResNetSpec.resnet32(7));
        assertThat(NamedNetwork.of("resnet110", 7)).contains(ResNetSpec.cifar(110, 7));
        assertThat(NamedNetwork.of("resnet18", 7)).contains(ResNetSpec.resnet18(7));
        assertThat(NamedNetwork.of("resnet34", 7)).contains(ResNetSpec.resnet34(7));
        assertThat(NamedNetwork.names()).hasSize(9).allSatisfy(name -> assertThat(NamedNetwork.of(name, 2))
                .isPresent());
    }

    @Test
    void othersAreUnknown() {
        assertThat(NamedNetwork.of("resnet50", 7)).isEmpty();
    }
}

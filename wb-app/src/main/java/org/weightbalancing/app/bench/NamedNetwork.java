package org.weightbalancing.app.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.weightbalancing.model.ResNetSpec;

/**
 * The networks that have a name, for 32x32 RGB images: {@code resnet20} and its like for CIFAR (He et al., CVPR 2016,
 * section 4.2), {@code resnet18} and {@code resnet34} with a 3x3 stem.
 */
public final class NamedNetwork {

    private static final Map<String, IntFunction<ResNetSpec>> NETWORKS = networks();

    private NamedNetwork() {}

    private static Map<String, IntFunction<ResNetSpec>> networks() {
        Map<String, IntFunction<ResNetSpec>> networks = new LinkedHashMap<>();
        for (int depth : new int[] {8, 14, 20, 32, 44, 56, 110}) {
            networks.put("resnet" + depth, classes -> ResNetSpec.cifar(depth, classes));
        }
        networks.put("resnet18", ResNetSpec::resnet18);
        networks.put("resnet34", ResNetSpec::resnet34);
        return networks;
    }

    /** All names. */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * The network of a name; empty if there is none.
     *
     * @param classes outputs of the classifier, at least 2
     */
    public static Optional<ResNetSpec> of(String name, int classes) {
        return Optional.ofNullable(NETWORKS.get(name)).map(network -> network.apply(classes));
    }
}

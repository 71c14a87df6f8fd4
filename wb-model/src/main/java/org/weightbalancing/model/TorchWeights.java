package org.weightbalancing.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies the arrays of a PyTorch state dict into a network of this module.
 *
 * <p>Names are those of torchvision's ResNet: {@code conv1.weight}, {@code layer2.0.bn1.running_var},
 * {@code layer2.0.downsample.0.weight}, {@code fc.bias} and so on; dense weights are [out, in] there.
 */
public final class TorchWeights {

    private static final Pattern BLOCK = Pattern.compile("stage(\\d+)-block(\\d+)-(.+)");
    private static final Map<String, String> KEYS = Map.of(
            "W",
            "weight",
            "b",
            "bias",
            "gamma",
            "weight",
            "beta",
            "bias",
            "mean",
            "running_mean",
            "var",
            "running_var");

    private TorchWeights() {}

    /**
     * Overwrites every parameter of the network.
     *
     * @throws IllegalArgumentException if an array is missing, or has another shape
     */
    public static void copy(Map<String, INDArray> arrays, ComputationGraph network) {
        names(network).forEach((parameter, name) -> {
            INDArray source = arrays.get(name);
            INDArray target = network.getParam(parameter);
            if (source == null) {
                throw new IllegalArgumentException("the arrays have no '" + name + "' for parameter " + parameter);
            }
            INDArray values = name.equals("fc.weight") ? source.transpose() : source;
            if (values.length() != target.length()) {
                throw new IllegalArgumentException("'" + name + "' has " + values.length() + " values, but parameter "
                        + parameter + " takes " + target.length());
            }
            target.assign(values.reshape(target.shape()));
        });
    }

    /** PyTorch's name for each parameter of the network, by DL4J's name. */
    public static Map<String, String> names(ComputationGraph network) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String parameter : network.paramTable().keySet()) {
            int end = parameter.lastIndexOf('_');
            names.put(parameter, module(parameter.substring(0, end)) + "." + KEYS.get(parameter.substring(end + 1)));
        }
        return names;
    }

    private static String module(String layer) {
        Matcher block = BLOCK.matcher(layer);
        if (block.matches()) {
            int index = Integer.parseInt(block.group(2)) - 1;
            return "layer" + block.group(1) + "." + index + "." + part(block.group(3));
        }
        return switch (layer) {
            case "stem-conv" -> "conv1";
            case "stem-norm" -> "bn1";
            case LayerNames.CLASSIFIER -> "fc";
            default -> throw new IllegalArgumentException("no PyTorch name is known for layer '" + layer + "'");
        };
    }

    private static String part(String name) {
        return switch (name) {
            case "shortcut-conv" -> "downsample.0";
            case "shortcut-norm" -> "downsample.1";
            default -> name.replace("norm", "bn");
        };
    }
}

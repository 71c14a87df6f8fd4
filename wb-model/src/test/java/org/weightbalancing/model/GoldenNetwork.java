package org.weightbalancing.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network that PyTorch trained for three steps: its arrays, by name. */
record GoldenNetwork(Path folder, JsonNode index) {

    static GoldenNetwork read(String name) {
        try {
            Path folder = Path.of(GoldenNetwork.class
                    .getResource("/golden/f6_network/" + name)
                    .toURI());
            return new GoldenNetwork(
                    folder,
                    new ObjectMapper().readTree(folder.resolve("index.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The specification of the network as it is described in the index. */
    ResNetSpec spec(DataType type) {
        return switch (index.get("id").asText()) {
            case "mini_encoder_w4" -> spec(List.of(1, 1, 1, 1), Shortcut.PROJECTION, type);
            case "cifar_optA_w4_n1" -> spec(List.of(1, 1, 1), Shortcut.PAD, type);
            case "cifar_optB_w4_n1" -> spec(List.of(1, 1, 1), Shortcut.PROJECTION, type);
            default -> throw new IllegalStateException("unknown network " + index.get("id"));
        };
    }

    private static ResNetSpec spec(List<Integer> blocks, Shortcut shortcut, DataType type) {
        return new ResNetSpec(blocks, 4, shortcut, 10, 32, 32, 3, 1, type);
    }

    INDArray array(String name) {
        return Nd4j.createFromNpyFile(folder.resolve(name + ".npy").toFile());
    }

    /** The arrays below a prefix, such as {@code state0}, by their PyTorch names. */
    Map<String, INDArray> arrays(String prefix) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (JsonNode tensor : index.get("tensors")) {
            String name = tensor.get("name").asText();
            if (name.startsWith(prefix + "/")) {
                arrays.put(name.substring(prefix.length() + 1), array(name));
            }
        }
        return arrays;
    }

    /** The images as our networks take them, [b, h, w, c]. */
    INDArray images(DataType type) {
        return array("input").permute(0, 2, 3, 1).dup('c').castTo(type);
    }

    /** The labels, one-hot [b, classes]. */
    INDArray labels(DataType type) {
        int[] labels = array("labels").toIntVector();
        INDArray oneHot = Nd4j.zeros(type, labels.length, index.get("classes").asInt());
        for (int i = 0; i < labels.length; i++) {
            oneHot.putScalar(i, labels[i], 1);
        }
        return oneHot;
    }
}

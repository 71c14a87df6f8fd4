package org.weightbalancing.app.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.train.CheckpointPolicy;

/**
 * Remembers what the layers below a classifier were at the epoch that is selected: their running statistics may go on
 * moving while only the classifier is trained.
 */
final class BestBody {

    private static final String NOW = "body";
    private static final String BEST = "best-body";
    private static final String VALUE = "best-body-value";

    private final ComputationGraph network;
    private final boolean selects;
    private double best = Double.NEGATIVE_INFINITY;
    private Optional<INDArray> parameters = Optional.empty();

    BestBody(ComputationGraph network, CheckpointPolicy policy) {
        this.network = network;
        this.selects = policy != CheckpointPolicy.LAST;
    }

    /** Keeps the network's parameters if the value is the highest so far; gives the value back. */
    double remember(double value) {
        if (selects && value > best) {
            best = value;
            parameters = Optional.of(network.params().dup());
        }
        return value;
    }

    /** Gives the network the parameters it had at the highest value. */
    void restore() {
        parameters.ifPresent(network::setParams);
    }

    /** The network as it is and what is remembered, for a checkpoint. */
    Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new HashMap<>();
        parts.put(NOW, bytes(network.params()));
        parameters.ifPresent(remembered -> {
            parts.put(BEST, bytes(remembered));
            parts.put(VALUE, Double.toString(best).getBytes(StandardCharsets.US_ASCII));
        });
        return parts;
    }

    /** Takes back what {@link #parts} gave. */
    void resume(Map<String, byte[]> parts) {
        network.setParams(array(parts.get(NOW)));
        if (parts.containsKey(BEST)) {
            parameters = Optional.of(array(parts.get(BEST)));
            best = Double.parseDouble(new String(parts.get(VALUE), StandardCharsets.US_ASCII));
        }
    }

    private static byte[] bytes(INDArray array) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Nd4j.write(array, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static INDArray array(byte[] bytes) {
        return Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}

package org.weightbalancing.model;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads DL4J's zip of a network once, from the front, as it was written: configuration, parameters, updater state. What
 * has been checked is what is used, and nothing is read that could be a Java object.
 */
final class CheckpointReader {

    private static final int LONGEST_CONFIGURATION = 16 << 20;

    private final ZipInputStream zip;
    private final ConfigurationReader configurations;
    private final Set<String> seen = new LinkedHashSet<>();

    CheckpointReader(InputStream in, AllowedClasses allowed) {
        this.zip = new ZipInputStream(in);
        this.configurations = new ConfigurationReader(allowed);
    }

    ComputationGraph read() throws IOException {
        require(ModelSerializer.CONFIGURATION_JSON, next());
        ComputationGraphConfiguration configuration = configurations.read(configuration());
        Optional<String> entry = next();
        boolean empty = entry.equals(Optional.of(ModelSerializer.NO_PARAMS_MARKER));
        if (!empty) {
            require(ModelSerializer.COEFFICIENTS_BIN, entry);
        }
        long length = length(configuration);
        ComputationGraph network = empty ? withoutParameters(configuration, length) : filled(configuration, length);
        Optional<String> last = next();
        if (last.isPresent()) {
            require(ModelSerializer.UPDATER_BIN, last);
            state(network);
            requireEnd();
        }
        return network;
    }

    private Optional<String> next() throws IOException {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
            return Optional.empty();
        }
        if (!seen.add(entry.getName())) {
            throw new IOException("it holds '" + entry.getName() + "' twice");
        }
        return Optional.of(entry.getName());
    }

    private static void require(String expected, Optional<String> entry) throws IOException {
        if (!entry.equals(Optional.of(expected))) {
            String found = entry.map(name -> "'" + name + "'").orElse("nothing");
            throw new IOException("it holds " + found + " where '" + expected + "' belongs");
        }
    }

    private void requireEnd() throws IOException {
        Optional<String> more = next();
        if (more.isPresent()) {
            throw new IOException("it holds '" + more.get() + "', which is no part of a network");
        }
    }

    private String configuration() throws IOException {
        byte[] bytes = zip.readNBytes(LONGEST_CONFIGURATION + 1);
        if (bytes.length > LONGEST_CONFIGURATION) {
            throw new IOException("its configuration is longer than " + LONGEST_CONFIGURATION + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long length(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(false))
                .reduce(0, Math::addExact);
    }

    private ComputationGraph withoutParameters(ComputationGraphConfiguration configuration, long length)
            throws IOException {
        if (length > 0 || zip.read() != -1) {
            throw new IOException("it has no parameters, but its configuration has " + length);
        }
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    private ComputationGraph filled(ComputationGraphConfiguration configuration, long length) throws IOException {
        INDArray parameters = row(length, "parameters");
        configuration.setDataType(parameters.dataType());
        ComputationGraph network = new ComputationGraph(configuration);
        network.init(parameters, false);
        return network;
    }

    private void state(ComputationGraph network) throws IOException {
        INDArray state = network.getUpdater().getStateViewArray();
        network.getUpdater().setStateViewArray(row(state == null ? 0 : state.length(), "numbers of updater state"));
    }

    private INDArray row(long length, String what) throws IOException {
        try {
            INDArray row = WrittenRow.read(new DataInputStream(zip), length, what);
            if (zip.read() != -1) {
                throw new IOException("it holds more than the " + length + " " + what + " of its configuration");
            }
            return row;
        } catch (EOFException e) {
            throw new IOException("it ends within its " + what, e);
        }
    }
}

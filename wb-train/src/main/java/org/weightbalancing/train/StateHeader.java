package org.weightbalancing.train;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** A state without the values of its arrays, as JSON that keeps every number exactly. */
record StateHeader(ObjectNode json) {

    private static final int FORMAT = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Type and number of an array's values. */
    record Array(DataType type, long length) {

        INDArray read(InputStream in) throws IOException {
            return ArrayBytes.read(type, length, in);
        }
    }

    static StateHeader of(TrainingState state, Map<String, byte[]> parts) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("format", FORMAT).put("stage", state.stage()).put("selected", state.selected());
        write(state.position(), json.putObject("position"));
        state.epochs().forEach(epoch -> write(epoch, json.withArray("epochs").addObject()));
        ObjectNode arrays = json.putObject("arrays");
        state.arrays().forEach((name, array) -> arrays.putObject(name)
                .put("type", array.dataType().name())
                .put("length", array.length()));
        ObjectNode lengths = json.putObject("parts");
        parts.forEach((name, bytes) -> lengths.put(name, bytes.length));
        return new StateHeader(json);
    }

    private static void write(StagePosition at, ObjectNode json) {
        json.put("epoch", at.epoch())
                .put("batches", at.batches())
                .put("iteration", at.iteration())
                .put("validating", at.validating())
                .put("examples", at.examples())
                .put("lossSum", at.lossSum())
                .put("seconds", at.seconds())
                .put("averaged", at.averaged());
    }

    private static void write(EpochRecord epoch, ObjectNode json) {
        json.put("epoch", epoch.epoch())
                .put("learningRate", epoch.learningRate())
                .put("meanLoss", epoch.meanLoss())
                .put("validation", epoch.validation())
                .put("seconds", epoch.seconds())
                .put("imagesPerSecond", epoch.imagesPerSecond());
    }

    static StateHeader read(byte[] bytes) throws IOException {
        if (!(MAPPER.readTree(bytes) instanceof ObjectNode json)) {
            throw new IOException("its header is no JSON object");
        }
        if (!json.path("format").asText().equals(Integer.toString(FORMAT))) {
            throw new IOException("its format is " + json.path("format") + ", allowed is " + FORMAT);
        }
        return new StateHeader(json);
    }

    byte[] bytes() throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    Map<String, Array> arrays() {
        Map<String, Array> result = new LinkedHashMap<>();
        json.path("arrays")
                .fields()
                .forEachRemaining(field -> result.put(
                        field.getKey(),
                        new Array(
                                DataType.valueOf(field.getValue().path("type").asText()),
                                whole(field.getValue(), "length"))));
        return result;
    }

    Map<String, Integer> parts() {
        Map<String, Integer> result = new LinkedHashMap<>();
        JsonNode lengths = json.path("parts");
        lengths.fieldNames().forEachRemaining(name -> result.put(name, Math.toIntExact(whole(lengths, name))));
        return result;
    }

    TrainingState state(Map<String, INDArray> arrays) {
        List<EpochRecord> epochs = new ArrayList<>();
        json.path("epochs").forEach(epoch -> epochs.add(epoch(epoch)));
        return new TrainingState(
                json.path("stage").asText(), position(), epochs, Math.toIntExact(whole(json, "selected")), arrays);
    }

    private StagePosition position() {
        JsonNode at = json.path("position");
        return new StagePosition(
                Math.toIntExact(whole(at, "epoch")),
                Math.toIntExact(whole(at, "batches")),
                Math.toIntExact(whole(at, "iteration")),
                at.path("validating").asBoolean(),
                whole(at, "examples"),
                number(at, "lossSum"),
                number(at, "seconds"),
                whole(at, "averaged"));
    }

    private static EpochRecord epoch(JsonNode epoch) {
        return new EpochRecord(
                Math.toIntExact(whole(epoch, "epoch")),
                number(epoch, "learningRate"),
                number(epoch, "meanLoss"),
                number(epoch, "validation"),
                number(epoch, "seconds"),
                number(epoch, "imagesPerSecond"));
    }

    private static long whole(JsonNode node, String name) {
        return Long.parseLong(node.path(name).asText());
    }

    /** NaN and the infinities are written as text, which JSON has no numbers for. */
    private static double number(JsonNode node, String name) {
        return Double.parseDouble(node.path(name).asText());
    }
}

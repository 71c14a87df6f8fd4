package org.weightbalancing.model;

import java.io.IOException;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.exc.InvalidTypeIdException;

/**
 * Reads the configuration of a network from JSON that may come from anybody.
 *
 * <p>Classes are named there by the keys {@code @class} and, for distributions, {@code type}, and by the first item of a
 * list that stands for an object. The text is searched for the keys first, whatever they belong to; then Jackson asks
 * {@link AllowedClasses} of each name that it would load, in whatever form it is written.
 */
final class ConfigurationReader {

    private static final Set<String> CLASS_KEYS = Set.of("@class", "type");
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 64;

    private final AllowedClasses allowed;
    private final ObjectMapper mapper;

    ConfigurationReader(AllowedClasses allowed) {
        this.allowed = allowed;
        // A copy: the validator shall hold for files, not for all that DL4J reads.
        this.mapper = NeuralNetConfiguration.mapper().copy();
        mapper.setPolymorphicTypeValidator(allowed);
    }

    ComputationGraphConfiguration read(String json) throws IOException {
        try {
            check(json);
            ComputationGraphConfiguration configuration = mapper.readValue(json, ComputationGraphConfiguration.class);
            if (configuration == null || configuration.getVertices() == null) {
                throw new IOException("its configuration has no vertices");
            }
            return configuration;
        } catch (InvalidTypeIdException e) {
            boolean foreign = e.getTypeId() != null && !allowed.contains(e.getTypeId());
            throw new IOException(foreign ? allowed.refusal(e.getTypeId()) : firstLine(e), e);
        } catch (JsonProcessingException e) {
            throw new IOException("its configuration is damaged: " + firstLine(e), e);
        }
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("no reason is known");
    }

    private void check(String json) throws IOException {
        try (JsonParser parser = mapper.getFactory().createParser(json)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > DEEPEST) {
                    throw new IOException("its configuration is nested deeper than " + DEEPEST + " levels");
                }
                if (token.isNumeric() && parser.getTextLength() > LONGEST_NUMBER) {
                    throw new IOException("its configuration has a number of " + parser.getTextLength() + " digits");
                }
                if (token == JsonToken.VALUE_STRING
                        && CLASS_KEYS.contains(String.valueOf(parser.getCurrentName()))
                        && !allowed.contains(parser.getText())) {
                    throw new IOException(allowed.refusal(parser.getText()));
                }
            }
        }
    }
}

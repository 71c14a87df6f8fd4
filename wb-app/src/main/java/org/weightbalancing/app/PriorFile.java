package org.weightbalancing.app;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weightbalancing.app.io.JsonFault;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.text.Nearest;

/** Reads how often each class occurs: lines {@code class,number}, or a JSON object {@code {"class": number}}. */
final class PriorFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private PriorFile() {}

    /**
     * The frequencies [classes] of a file of probabilities or counts; either are divided by their sum.
     *
     * @throws ExperimentException if the file cannot be read, a class is missing, unknown or named twice, or a number is
     *     not positive
     */
    static double[] read(Path file, List<String> classNames) {
        try {
            String text = Files.readString(file);
            Map<String, Double> numbers = text.stripLeading().startsWith("{") ? json(text) : csv(text);
            return frequencies(numbers, classNames);
        } catch (IOException e) {
            throw new ExperimentException("the prior in " + file + " cannot be read: " + Reason.of(e)
                    + "; allowed besides a file are balanced and train");
        } catch (IllegalArgumentException e) {
            throw new ExperimentException("the prior in " + file + " cannot be used: " + e.getMessage());
        }
    }

    private static Map<String, Double> json(String text) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        try {
            JsonNode root = JSON.readTree(text);
            root.properties().forEach(field -> {
                if (!field.getValue().isNumber()) {
                    throw new IllegalArgumentException("'" + field.getKey() + "' has no number");
                }
                numbers.put(field.getKey(), field.getValue().doubleValue());
            });
            return numbers;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(JsonFault.of(e), e);
        }
    }

    private static Map<String, Double> csv(String text) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        for (int i = 0; i < lines.size(); i++) {
            int comma = lines.get(i).lastIndexOf(',');
            String name =
                    comma < 0 ? lines.get(i) : lines.get(i).substring(0, comma).strip();
            String number = lines.get(i).substring(comma + 1).strip();
            boolean heading = i == 0 && name.equals("class");
            if (!heading && numbers.put(unquoted(name), number(comma, name, number)) != null) {
                throw new IllegalArgumentException("it names '" + name + "' twice");
            }
        }
        return numbers;
    }

    private static double number(int comma, String name, String number) {
        try {
            if (comma >= 0) {
                return Double.parseDouble(number);
            }
        } catch (NumberFormatException e) {
            // The message below is for both.
        }
        throw new IllegalArgumentException("'" + name + "' is not followed by a comma and a number");
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static double[] frequencies(Map<String, Double> numbers, List<String> classNames) {
        for (String name : numbers.keySet()) {
            if (!classNames.contains(name)) {
                throw new IllegalArgumentException("there is no class '" + name + "'"
                        + Nearest.to(name, classNames)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""));
            }
        }
        double[] frequencies = new double[classNames.size()];
        for (int c = 0; c < frequencies.length; c++) {
            Double number = numbers.get(classNames.get(c));
            if (number == null || !(number > 0) || Double.isInfinite(number)) {
                throw new IllegalArgumentException("class '" + classNames.get(c) + "' has "
                        + (number == null ? "no number" : number) + ", but each needs one above 0");
            }
            frequencies[c] = number;
        }
        double sum = Arrays.stream(frequencies).sum();
        Arrays.setAll(frequencies, c -> frequencies[c] / sum);
        return frequencies;
    }
}

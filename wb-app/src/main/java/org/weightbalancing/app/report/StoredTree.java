package org.weightbalancing.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of a run directory in JSON and YAML. */
final class StoredTree {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    /** Infinite numbers of YAML, where a value ends. Jackson takes them for numbers and cannot read them. */
    private static final Pattern INFINITE = Pattern.compile(
            "(?m)(?<=[\\s\\[,])([-+]?\\.(?:inf|nan))(?=[ \\t]*(?:$|[,\\]}#\\r]))", Pattern.CASE_INSENSITIVE);

    private StoredTree() {}

    /**
     * Reads a file in JSON.
     *
     * @return nothing if it is not there
     * @throws ReportException if it cannot be read, with the line
     */
    static Optional<JsonNode> json(Path file) {
        return text(file).map(text -> tree(JSON, file, text));
    }

    /**
     * Reads a text in YAML; infinite numbers and NaN are strings.
     *
     * @param file where it is from
     * @throws ReportException if it is not YAML, with the line
     */
    static JsonNode yaml(Path file, String text) {
        return tree(YAML, file, INFINITE.matcher(text).replaceAll("'$1'"));
    }

    /** Reads a file, or nothing if it is not there. */
    static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new ReportException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode tree(ObjectMapper format, Path file, String text) {
        try {
            JsonNode root = format.readTree(text);
            return root == null ? MissingNode.getInstance() : root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            // What begins where is told by Jackson with words on its own settings.
            String reason = e.getOriginalMessage().replaceFirst("(?s) \\(start marker at .*", "");
            throw new ReportException(file + ", line " + line + ": " + reason, e);
        }
    }
}

package org.weightbalancing.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in JSON that wb wrote earlier. */
final class StoredJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredJson() {}

    /**
     * Reads a file.
     *
     * @throws RunDirectoryException if it is not there or cannot be read
     */
    static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RunDirectoryException(file.getParent() + " has no " + file.getFileName()
                    + ": the run did not end, which 'wb resume' does for it, or is not one of wb's");
        }
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes a tree for people and programs, an array on one line. */
    static String text(JsonNode tree) {
        return text(tree, new DefaultPrettyPrinter());
    }

    /** Writes a tree for people and programs, each item of an array on a line of its own. */
    static String lines(JsonNode tree) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return text(tree, printer);
    }

    private static String text(JsonNode tree, DefaultPrettyPrinter printer) {
        try {
            return JSON.writer(printer).writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }
}

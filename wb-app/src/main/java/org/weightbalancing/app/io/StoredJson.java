package org.weightbalancing.app.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in JSON that wb wrote earlier. */
public final class StoredJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredJson() {}

    /**
     * Reads a file.
     *
     * @throws RunDirectoryException if it is not there, cannot be read or is not JSON, naming line and column
     */
    public static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RunDirectoryException(file.getParent() + " has no " + file.getFileName()
                    + ": it is not a folder that wb wrote, or the file was removed");
        }
        try {
            return required(file, JSON.readTree(file.toFile()));
        } catch (JsonProcessingException e) {
            throw new RunDirectoryException(file + ", " + JsonFault.of(e), e);
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + Reason.of(e), e);
        }
    }

    private static JsonNode required(Path file, JsonNode root) {
        if (root.isMissingNode()) {
            throw new RunDirectoryException(file + " is empty");
        }
        return root;
    }

    /** Writes a tree for people and programs, an array on one line. */
    public static String text(JsonNode tree) {
        return text(tree, new DefaultPrettyPrinter());
    }

    /** Writes a tree for people and programs, each item of an array on a line of its own. */
    public static String lines(JsonNode tree) {
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

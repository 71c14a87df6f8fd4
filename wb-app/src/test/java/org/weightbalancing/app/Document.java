package org.weightbalancing.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of docs/, for the tests that hold it to what it says. */
record Document(String text) {

    /** A block of code, and the line before it. */
    record Block(String heading, String language, String code) {}

    private static final Pattern BLOCK = Pattern.compile("(?m)^(.*)\\n+```(\\w+)\\n((?s:.*?))```$");

    static Document read(String name) throws IOException {
        return new Document(Files.readString(Path.of(System.getProperty("basedir"), "..", "docs", name)));
    }

    /** The blocks of a language, in order. */
    List<Block> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .map(found -> new Block(found.group(1), found.group(2), found.group(3)))
                .filter(block -> block.language().equals(language))
                .toList();
    }
}

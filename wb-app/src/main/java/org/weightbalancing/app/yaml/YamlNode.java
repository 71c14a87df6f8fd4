package org.weightbalancing.app.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML value that knows where it was written; scalars stay the text they were, to be read by the wanted type. */
public sealed interface YamlNode {

    Where where();

    /** What the value is, for messages. */
    String kind();

    /** A plain or quoted text; {@code none} marks an empty value or {@code null}. */
    record Scalar(Where where, String text, boolean none) implements YamlNode {
        @Override
        public String kind() {
            return none ? "nothing" : "'" + text + "'";
        }
    }

    /** A list. */
    record Sequence(Where where, List<YamlNode> items) implements YamlNode {
        /** Keeps a copy. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values in the order of the file. */
    record Mapping(Where where, Map<String, Entry> entries) implements YamlNode {
        /** Keeps a copy in the same order. */
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        /** What a key has; empty if it is not among the keys. */
        public Optional<YamlNode> value(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }
    }

    /** A value with the place of its key. */
    record Entry(Where key, YamlNode value) {}
}

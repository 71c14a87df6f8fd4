package org.weightbalancing.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is measured of features, in the words of tables and pictures. */
final class FeatureMeasures {

    /** Words by name in files, in the order of the files. */
    static final Map<String, String> WORDS = words();

    private FeatureMeasures() {}

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("feature-norm", "norm of the features");
        words.put("fisher-ratio", "Fisher ratio");
        words.put("inter-class-cosine", "cosine between class means");
        words.put("nc1", "NC1: spread within classes");
        words.put("nc2-norms", "NC2: unequal norms of means");
        words.put("nc2-angles", "NC2: unequal angles of means");
        words.put("nc3", "NC3: means against classifier");
        words.put("nc4", "NC4: not the nearest mean");
        return Collections.unmodifiableMap(words);
    }

    /** The words for a name; the name itself where there are none. */
    static String words(String name) {
        return WORDS.getOrDefault(name, name);
    }
}

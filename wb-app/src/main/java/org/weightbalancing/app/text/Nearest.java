package org.weightbalancing.app.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that a misspelt one most likely meant. */
public final class Nearest {

    private Nearest() {}

    /** The known word at the smallest distance, if that is at most a third of the longer word (or 1). */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= tolerance(word, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** "; did you mean 'x'? allowed: x, y", with the label before the known words. */
    public static String hint(String word, Collection<String> known, String label) {
        return hint(to(word, known), known, label);
    }

    /** The same of the nearest known word, if there is one. */
    public static String hint(Optional<String> nearest, Collection<String> known, String label) {
        String guess = nearest.map(near -> "did you mean '" + near + "'? ").orElse("");
        return "; " + guess + label + ": " + String.join(", ", known);
    }

    private static int tolerance(String word, String candidate) {
        return Math.max(1, Math.max(word.length(), candidate.length()) / 3);
    }

    /** Damerau-Levenshtein distance in which no part is edited twice: insertions, deletions, changes, neighbours swapped. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        Arrays.setAll(d[0], j -> j);
        for (int i = 1; i <= a.length(); i++) {
            d[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}

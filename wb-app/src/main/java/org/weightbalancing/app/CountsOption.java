package org.weightbalancing.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.weightbalancing.eval.LogitsFile;

/** Reads how many training images each class has, from the command line or a file. */
final class CountsOption {

    private static final String NUMBERS = "[-+\\d\\s,]+";

    private CountsOption() {}

    /**
     * Returns the counts [classes].
     *
     * @param text a list of numbers with commas, the path of a .npy file of integers, or that of a text file with a number
     *     or {@code class,number} on each line and perhaps a heading; classes are 0..C-1, in any order
     * @throws IllegalArgumentException if there is not one count, at least 0, for each class
     * @throws IOException if the file cannot be read
     */
    static int[] read(String text, int classes) throws IOException {
        if (text.matches(NUMBERS)) {
            return checked("--train-counts", numbers("--train-counts", List.of(text.split(",", -1))), classes);
        }
        Path file = Path.of(text);
        int[] counts = text.endsWith(".npy") ? LogitsFile.labels(file) : lines(text, content(file));
        return checked(text, counts, classes);
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    file + " is no text in UTF-8, but a .npy file or such text is required", e);
        }
    }

    private static int[] lines(String file, String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        boolean heading = !lines.isEmpty() && !lines.get(0).matches(NUMBERS);
        List<String> rest = lines.subList(heading ? 1 : 0, lines.size());
        if (rest.stream().noneMatch(line -> line.contains(","))) {
            return numbers(file, rest);
        }
        int[] counts = new int[rest.size()];
        Arrays.fill(counts, -1);
        for (String line : rest) {
            int[] pair = numbers(file, List.of(line.split(",", -1)));
            if (pair.length != 2 || pair[0] < 0 || pair[0] >= counts.length || counts[pair[0]] >= 0) {
                throw new IllegalArgumentException(file + " has the line '" + line + "', but class,number is required, "
                        + "each class 0.." + (counts.length - 1) + " once");
            }
            counts[pair[0]] = pair[1];
        }
        return counts;
    }

    private static int[] numbers(String where, List<String> texts) {
        int[] numbers = new int[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Integer.parseInt(texts.get(i).strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        where + " has '" + texts.get(i) + "' where a whole number is required", e);
            }
        }
        return numbers;
    }

    private static int[] checked(String where, int[] counts, int classes) {
        if (counts.length != classes) {
            throw new IllegalArgumentException(
                    where + " has " + counts.length + " counts, but the logits are of " + classes + " classes");
        }
        for (int c = 0; c < classes; c++) {
            if (counts[c] < 0) {
                throw new IllegalArgumentException(where + " has " + counts[c] + " training images of class " + c
                        + ", but at least 0 is required");
            }
        }
        return counts;
    }
}

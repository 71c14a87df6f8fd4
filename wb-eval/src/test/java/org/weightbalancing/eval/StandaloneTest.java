package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module works with nothing but the JDK. */
class StandaloneTest {

    @TempDir
    Path folder;

    @Test
    void fiveLinesEvaluateAnyPredictions() {
        int[] truth = {0, 0, 1, 1, 2, 2};
        int[] predicted = {0, 0, 1, 0, 0, 2};
        LongTailReport report = LongTailEvaluator.standard().evaluate(truth, predicted, new int[] {500, 60, 5});
        String table = ReportText.table(Map.of("cross-entropy", report));
        assertThat(table).contains("cross-entropy      66.7", "  50.0");
    }

    @Test
    void fiveLinesEvaluateAnyLogits() throws IOException {
        LogitsFile.write(folder.resolve("logits.npy"), new float[] {2, 1, 0, 0, 1, 2}, 3);
        LogitsFile.writeLabels(folder.resolve("labels.npy"), new int[] {0, 1});
        int[] labels = LogitsFile.labels(folder.resolve("labels.npy"));
        ItemScores scores = LogitsFile.open(folder.resolve("logits.npy")).scores(labels);
        // Both sure by e^2 / (1 + e + e^2) = 0.665, one of them right: |0.5 - 0.665|.
        assertThat(Calibration.of(scores, 15).expected()).isCloseTo(0.165, within(0.0005));
    }

    /** A class file names in its constant pool every class it can touch. */
    @Test
    void onlyLogitsMentionsNd4j() throws IOException, URISyntaxException {
        Path classes = Path.of(LongTailReport.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> scanned = new ArrayList<>();
        List<String> mention = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                String name = file.getFileName().toString();
                scanned.add(name);
                if (!name.equals("module-info.class") && bytes.matches("(?s).*org[/.](nd4j|deeplearning4j).*")) {
                    mention.add(name);
                }
            }
        }
        assertThat(scanned)
                .contains("LongTailEvaluator.class", "ReportText.class", "ItemScores.class", "LogitsFile.class")
                .hasSizeGreaterThan(10);
        assertThat(mention).containsExactly("Logits.class");
    }
}

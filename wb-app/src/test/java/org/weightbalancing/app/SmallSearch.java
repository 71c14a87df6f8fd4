package org.weightbalancing.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;

/** Searches in small, from the command line, and what they leave. */
final class SmallSearch {

    static final String BASE = """
              name: small
              data:
                source: {name: drawn, largest: 12, validation-per-class: 3, test-per-class: 3}
                long-tail: {profile: exponential, imbalance: 6}
                augmentation: [horizontal-flip]
              model: {architecture: resnet-8, width: 4}
              stages:
                - {name: features, epochs: 4, learning-rate: 0.05, regularizers: [{name: weight-decay, decay: 1e-3}]}
                - {name: balance, trains: classifier, epochs: 3, views: 2, learning-rate: 0.05}
              post-hoc:
                - {name: tau, from: features, regularizers: [{name: tau-normalization, tau: 1, on: classifier}]}
            """;

    static final String HEADS = """
            name: heads
            experiment:
            %s
            objective: {method: balance}
            space:
              stages.balance.learning-rate: {log-uniform: [1e-3, 10]}
              stages.balance.loss: {choice: [cross-entropy, balanced-softmax]}
            generator: random
            budget: {trials: 4}
            """.formatted(BASE.indent(2).stripTrailing());

    /** What a command answered. */
    record Answer(int code, String out, String err) {}

    private SmallSearch() {}

    static Answer wb(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
        return new Answer(code, out.toString(), err.toString());
    }

    static List<TrialRecord> trials(Path study) {
        return StudyFolder.open(study).trials();
    }

    static TrialRecord best(Path study) {
        StudyFolder kept = StudyFolder.open(study);
        return kept.description().goal().best(kept.trials()).orElseThrow();
    }

    /** The validation accuracy of an epoch, from 1, as the run of the selected trial noted it. */
    static double noted(Path study, String stage, int epoch) throws IOException {
        return Files.readAllLines(study.resolve("best/epochs.csv")).stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[0].equals(stage) && cells[1].equals(Integer.toString(epoch - 1)))
                .mapToDouble(cells -> Double.parseDouble(cells[5]))
                .findFirst()
                .orElseThrow();
    }

    /** Carries out a search, with a study of its name in the folder. */
    static Answer search(Path folder, String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), text.replace("name: heads", "name: " + name));
        return wb("search", file, "-o", folder.resolve(name), "--quiet");
    }
}

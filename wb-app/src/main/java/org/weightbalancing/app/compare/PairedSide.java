package org.weightbalancing.app.compare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.result.Selection;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.eval.LongTailEvaluator;
import org.weightbalancing.eval.Metric;

/**
 * One of two methods that are compared image by image.
 *
 * @param folder name of the folder of the run or repetitions
 * @param method its name
 * @param repetitions the predictions of each run, at least one
 */
public record PairedSide(String folder, String method, List<Predictions> repetitions) {

    public PairedSide {
        repetitions = List.copyOf(repetitions);
    }

    /**
     * Reads what the command line names: {@code FOLDER} or {@code FOLDER:METHOD}.
     *
     * @param byDefault the method if none is named; empty for the last of the experiment
     * @throws RunDirectoryException if the folder is neither a run nor one of repetitions with a complete one
     * @throws ExperimentException if there is no such method
     */
    public static PairedSide of(String argument, Optional<String> byDefault) {
        int colon = argument.lastIndexOf(':');
        boolean named = colon > 0 && !new File(argument).isDirectory();
        Path folder = Path.of(named ? argument.substring(0, colon) : argument);
        List<Predictions> repetitions =
                runs(folder).stream().map(Predictions::read).toList();
        List<String> methods = repetitions.get(0).methods();
        String method =
                named ? argument.substring(colon + 1) : byDefault.orElseGet(() -> methods.get(methods.size() - 1));
        if (!methods.contains(method)) {
            throw new ExperimentException(
                    folder + " has no method '" + method + "'" + Nearest.hint(method, methods, "there are"));
        }
        return new PairedSide(folder.toAbsolutePath().normalize().getFileName().toString(), method, repetitions);
    }

    private static List<RunDirectory> runs(Path folder) {
        if (!RepetitionFolder.is(folder)) {
            return List.of(RunDirectory.open(folder));
        }
        List<RunDirectory> complete = RepetitionFolder.open(folder).complete();
        if (complete.isEmpty()) {
            throw new RunDirectoryException(folder + " has no repetition that is complete");
        }
        return complete;
    }

    /** What the method predicted, [repetitions, images]. */
    int[][] predicted() {
        return repetitions.stream().map(one -> one.of(method)).toArray(int[][]::new);
    }

    /** The mean of a metric over the repetitions. */
    double mean(Metric metric) {
        return repetitions.stream()
                .mapToDouble(one -> metric.applyAsDouble(
                        new LongTailEvaluator(one.groups()).evaluate(one.truth(), one.of(method), one.trainCounts())))
                .average()
                .orElse(Double.NaN);
    }

    /** On which images its epochs were chosen. */
    Selection selection() {
        Path file = repetitions.get(0).directory().file(RunDirectory.EXPERIMENT);
        try {
            return Selection.of(Files.readString(file)).getOrDefault(method, Selection.LAST_EPOCH);
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package org.weightbalancing.app.run;

import java.util.List;
import java.util.function.Function;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.plot.ClassAccuracyPlot;
import org.weightbalancing.app.plot.ClassifierNormPlot;
import org.weightbalancing.app.plot.Series;
import org.weightbalancing.app.result.MethodResult;
import org.weightbalancing.app.result.Results;

/**
 * The two pictures that every run directory has, in PNG: what each class reaches, and how long its row of the classifier is,
 * over how many training images it has. 'wb report' draws more.
 */
final class Plots {

    private Plots() {}

    /** Writes plots/accuracy.png and plots/norms.png. */
    static void write(Results results, RunDirectory directory) {
        List<Series> accuracies = series(
                results,
                method -> Series.of(label(method), method.plain().report().classAccuracies()));
        List<Series> norms = series(results, method -> new Series(label(method), method.norms()));
        directory.write(
                "plots/accuracy.png",
                new ClassAccuracyPlot(results.trainCounts(), accuracies)
                        .picture()
                        .png());
        directory.write(
                "plots/norms.png",
                new ClassifierNormPlot(results.trainCounts(), norms).picture().png());
    }

    private static List<Series> series(Results results, Function<MethodResult, Series> series) {
        return results.methods().stream().map(series).toList();
    }

    private static String label(MethodResult method) {
        return method.name() + method.stamp().map(stamp -> " (" + stamp + ")").orElse("");
    }
}

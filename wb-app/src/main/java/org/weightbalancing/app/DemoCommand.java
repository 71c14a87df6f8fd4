package org.weightbalancing.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.run.WatchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the method on drawn images: needs no data and a few minutes. */
@Command(
        name = "demo",
        description = {
            "Carry out weight balancing on drawn images, in a few minutes and without data.",
            "Trains naively and with weight decay, normalizes the classifier, retrains it with a class-balanced loss, "
                    + "weight decay and MaxNorm, and compares them on many-, medium- and few-shot classes."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String EXPERIMENT = "experiments/demo.yaml";

    @Mixin
    private RunOptions options;

    @Mixin
    private WatchOptions watch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Catalog catalog = Catalog.load();
        Experiment experiment = new ExperimentFile(catalog).parse("demo.yaml", text(), options.changes());
        return options.carryOut(
                catalog, experiment, Path.of(""), watch, spec.commandLine().getOut());
    }

    private static String text() {
        try (InputStream in = DemoCommand.class.getResourceAsStream(EXPERIMENT)) {
            if (in == null) {
                throw new IllegalStateException("this build of wb has no " + EXPERIMENT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

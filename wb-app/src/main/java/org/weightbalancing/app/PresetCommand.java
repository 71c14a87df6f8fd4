package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.preset.PresetFile;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.text.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the experiment file of a preset. */
@Command(
        name = "preset",
        description = {
            "Print the experiment file of a recipe for weight balancing, with a comment for each choice.",
            "seed is the published code with its quirks, paper what the text says, wb what we recommend: nothing is "
                    + "selected on test images."
        },
        mixinStandardHelpOptions = true)
final class PresetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "One of seed, paper, wb.")
    private String name;

    @Option(
            names = "--data",
            paramLabel = "SET",
            defaultValue = "cifar-100",
            description = "The images: one of cifar-10, cifar-100 (default: cifar-100).")
    private String data;

    @Option(
            names = "--imbalance",
            paramLabel = "N",
            defaultValue = "100",
            description = "Images of the largest class for each image of the smallest, at least 1 (default: 100).")
    private double imbalance;

    @Option(
            names = "--model",
            paramLabel = "NETWORK",
            defaultValue = "resnet-32",
            description = "One of resnet-32, as in the paper, and resnet-34, as in its code (default: resnet-32).")
    private String model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file that is not there yet, instead of to standard output.")
    private Optional<Path> output = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String text = file().text();
        if (output.isPresent()) {
            write(output.get(), text);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        }
        return ExitCode.OK;
    }

    private PresetFile file() {
        Preset preset = chosen("the preset", name, List.of(Preset.SEED, Preset.PAPER, Preset.WB));
        PresetFile.Data set = chosen("--data", data, Arrays.asList(PresetFile.Data.values()));
        PresetFile.Network network = chosen("--model", model, Arrays.asList(PresetFile.Network.values()));
        try {
            return new PresetFile(preset, set, imbalance, network);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    private <E extends Enum<E>> E chosen(String option, String word, List<E> known) {
        List<String> words =
                known.stream().map(constant -> KebabCase.of(constant)).toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw new ParameterException(
                    spec.commandLine(), option + " is '" + word + "'" + Nearest.hint(word, words, "allowed"));
        }
        return known.get(index);
    }

    private void write(Path file, String text) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target) || target.getParent() == null) {
            throw new ParameterException(
                    spec.commandLine(), "--output is " + file + ", which is already there; name another file");
        }
        new RunDirectory(target.getParent()).write(target.getFileName().toString(), text);
    }
}

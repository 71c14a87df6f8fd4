package org.weightbalancing.app;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.image.Photo;
import org.weightbalancing.app.io.Csv;
import org.weightbalancing.app.predict.ModelCard;
import org.weightbalancing.app.predict.ModelPrior;
import org.weightbalancing.app.predict.Prediction;
import org.weightbalancing.app.predict.Predictor;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.DataException;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.eval.adjustment.PriorCorrection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts the classes of images by a model file. */
@Command(
        name = "predict",
        description = {
            "Predict the classes of images by a model file that 'wb export' wrote.",
            "An image of another size than the network's is resized bilinearly; grey is taken for three equal channels,"
                    + " and what is transparent is laid over black."
        },
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    private static final String BALANCED = "balanced";
    private static final String TRAIN = "train";

    @Parameters(index = "0", paramLabel = "MODEL.wbz", description = "The model file.")
    private Path file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "PNG, JPEG, GIF or BMP files.")
    private List<Path> images;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "5",
            description = "How many classes to print of each image (default: ${DEFAULT-VALUE}, or all if fewer).")
    private int top;

    @Option(
            names = "--prior",
            paramLabel = "balanced|train|FILE",
            description =
                    "How often the classes occur where the images come from: equally, as in training, or as a file"
                            + " says in lines 'class,number' or as JSON (default: no change, as evaluated). Adds the logarithm of"
                            + " this prior over the model's.")
    private Optional<String> prior = Optional.empty();

    @Option(
            names = "--model-prior",
            paramLabel = "balanced|train",
            description = "For which frequencies the network's own probabilities are taken (default: train after plain"
                    + " cross-entropy on instance-sampled images, else balanced).")
    private Optional<ModelPrior> modelPrior = Optional.empty();

    @Option(names = "--csv", description = "Print lines image,rank,class,name,probability,logit.")
    private boolean csv;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top is " + top + ", but at least 1 is needed");
        }
        if (modelPrior.isPresent() && prior.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--model-prior needs --prior, which it is the other end of");
        }
        Predictor opened = Predictor.open(file);
        Predictor predictor =
                prior.map(word -> opened.with(correction(opened, word))).orElse(opened);
        predictor.stamp().ifPresent(stamp -> error("note: the network carries the stamp '" + stamp + "'"));
        PrintWriter out = spec.commandLine().getOut();
        if (csv) {
            out.println("image,rank,class,name,probability,logit");
        }
        int code = ExitCode.OK;
        List<Input> inputs = new ArrayList<>();
        for (Path image : images) {
            try {
                inputs.add(input(predictor, image));
            } catch (DataException e) {
                error(e.getMessage());
                code = ExitCode.DATA;
            }
            if (inputs.size() == predictor.card().batch()) {
                print(predictor, inputs, out);
            }
        }
        print(predictor, inputs, out);
        return code;
    }

    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Input(Path path, String resized, byte[] pixels) {}

    private static Input input(Predictor predictor, Path path) {
        BufferedImage image = Photo.read(path);
        return new Input(path, resized(predictor.card().image(), image), predictor.fitted(image));
    }

    private void print(Predictor predictor, List<Input> inputs, PrintWriter out) {
        if (inputs.isEmpty()) {
            return;
        }
        List<double[]> logits =
                predictor.logits(inputs.stream().map(Input::pixels).toList());
        for (int i = 0; i < inputs.size(); i++) {
            out.print(text(inputs.get(i), predictor.ranked(logits.get(i), top)));
        }
        out.flush();
        inputs.clear();
    }

    private void error(String message) {
        spec.commandLine().getErr().println("wb: " + message);
        spec.commandLine().getErr().flush();
    }

    /** From the frequencies that the network's probabilities stand for to those of the place of use. */
    private LogitAdjustment correction(Predictor predictor, String word) {
        ModelCard card = predictor.card();
        int[] train = card.counts();
        int[] own = modelPrior.orElse(card.prior()).counts(train);
        double[] target =
                switch (word) {
                    case BALANCED -> shares(ModelPrior.BALANCED.counts(train));
                    case TRAIN -> shares(train);
                    default -> PriorFile.read(Path.of(word), card.classNames());
                };
        try {
            return PriorCorrection.of(own, target);
        } catch (IllegalArgumentException e) {
            throw new ExperimentException("--prior " + word + ": " + e.getMessage());
        }
    }

    private static double[] shares(int[] counts) {
        double sum = Arrays.stream(counts).asLongStream().sum();
        return Arrays.stream(counts).mapToDouble(count -> count / sum).toArray();
    }

    private String text(Input input, List<Prediction> predictions) {
        StringBuilder text = new StringBuilder();
        if (!csv) {
            text.append(input.path()).append(input.resized()).append('\n');
        }
        for (int rank = 0; rank < predictions.size(); rank++) {
            text.append(csv ? line(input.path(), rank + 1, predictions.get(rank)) : line(predictions.get(rank)));
        }
        return text.toString();
    }

    private static String resized(ModelCard.Size size, BufferedImage image) {
        return image.getHeight() == size.height() && image.getWidth() == size.width()
                ? ""
                : " (" + image.getWidth() + "x" + image.getHeight() + ", resized bilinearly to " + size.width() + "x"
                        + size.height() + ")";
    }

    private static String line(Prediction prediction) {
        return String.format(Locale.ROOT, "  %6.2f %%  %s%n", 100 * prediction.probability(), prediction.className());
    }

    private static String line(Path path, int rank, Prediction prediction) {
        return String.join(
                        ",",
                        Csv.quoted(path.toString()),
                        Integer.toString(rank),
                        Integer.toString(prediction.index()),
                        Csv.quoted(prediction.className()),
                        Double.toString(prediction.probability()),
                        Double.toString(prediction.logit()))
                + "\n";
    }
}

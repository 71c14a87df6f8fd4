package org.weightbalancing.app.predict;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.feature.FixedBatches;
import org.weightbalancing.app.image.Bilinear;
import org.weightbalancing.app.image.Photo;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.model.InferenceNetwork;

/**
 * Predicts classes of images by the network of a model file, as {@code wb export} writes it.
 *
 * <p>Logits are those of the run's evaluation, bit for bit, on the same machine with the same number of threads. An image
 * of another size than the network's is resized bilinearly; grey stands for three equal channels, and what is transparent
 * is laid over black. To be used by one thread at a time.
 *
 * <pre>{@code
 * Predictor predictor = Predictor.open(Path.of("model.wbz"));
 * predictor.predict(Path.of("cat.png"), 5).forEach(System.out::println);
 * }</pre>
 */
public final class Predictor {

    private final ModelCard card;
    private final Trained trained;
    private final ComputationGraph inference;
    private final Optional<LogitAdjustment> shift;

    private Predictor(ModelCard card, Trained trained, ComputationGraph inference, Optional<LogitAdjustment> shift) {
        this.card = card;
        this.trained = trained;
        this.inference = inference;
        this.shift = shift;
    }

    /**
     * Opens a model file. It may come from anybody: it is read as data, and may name no classes but those of networks, of
     * wb, and of the plug-ins that are installed here.
     *
     * @param file as {@code wb export} writes it
     * @return what predicts as the run evaluated
     * @throws ModelFileException if there is no such file, or it is damaged or of another format
     * @throws org.weightbalancing.app.backend.BackendException if ND4J cannot compute here
     */
    public static Predictor open(Path file) {
        Backend.start();
        ModelFile model = ModelFile.read(file, Catalog.load().plugInPackages());
        ModelCard card = model.card();
        Trained trained = new Trained(card.network(), model.network(), card.adjustment(), card.stamp());
        return new Predictor(card, trained, InferenceNetwork.of(model.network()), Optional.empty());
    }

    /** What the file says of the network: classes, size of images, normalization and origin. */
    public ModelCard card() {
        return card;
    }

    /**
     * Names the classes.
     *
     * @return by index
     */
    public List<String> classNames() {
        return card.classNames();
    }

    /**
     * Tells what the numbers of the run are to be taken with, such as that its network was selected on test images.
     *
     * @return the warning, if there is one
     */
    public Optional<String> stamp() {
        return card.stamp();
    }

    /**
     * Changes every logit further, such as for other frequencies of the classes.
     *
     * @param further applied after the adjustments that the model file has
     * @return a predictor with the same network
     * @throws IllegalArgumentException if it is of another number of classes
     */
    public Predictor with(LogitAdjustment further) {
        if (further.classes() != classNames().size()) {
            throw new IllegalArgumentException("the adjustment is of " + further.classes()
                    + " classes, but the network of " + classNames().size());
        }
        return new Predictor(
                card,
                trained,
                inference,
                Optional.of(shift.map(known -> known.then(further)).orElse(further)));
    }

    /**
     * Computes the logits of an image.
     *
     * @param image of any size and kind
     * @return a new array [classes]
     */
    public double[] logits(BufferedImage image) {
        return logits(List.of(fitted(image))).get(0);
    }

    /** The bytes [height, width, 3] of an image in the network's size. */
    public byte[] fitted(BufferedImage image) {
        return Bilinear.resize(
                Photo.rgb(image),
                image.getHeight(),
                image.getWidth(),
                3,
                card.image().height(),
                card.image().width());
    }

    /** The logits of fitted images, computed together. */
    public List<double[]> logits(List<byte[]> images) {
        INDArray features = new FixedBatches(card.normalization(), card.batch())
                .features(inference, set(images), false)
                .features(0);
        float[] logits = trained.logits(features).dup('c').data().asFloat();
        int classes = classNames().size();
        return IntStream.range(0, images.size())
                .mapToObj(image -> shifted(Arrays.copyOfRange(logits, image * classes, (image + 1) * classes)))
                .toList();
    }

    private double[] shifted(float[] logits) {
        double[] row = new double[logits.length];
        Arrays.setAll(row, c -> logits[c]);
        return shift.map(change -> change.apply(new double[][] {row})[0]).orElse(row);
    }

    private ImageSet set(List<byte[]> images) {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        images.forEach(pixels::writeBytes);
        return ImageSet.of(
                pixels.toByteArray(),
                card.image().height(),
                card.image().width(),
                3,
                new int[images.size()],
                classNames());
    }

    /**
     * Predicts the class of the image in a file: PNG, JPEG, GIF or BMP.
     *
     * @param image file
     * @param top number of classes wanted, at least 1
     * @return the most probable classes, the most probable first; all of them if there are no more
     * @throws DataException if there is no such file or it is not an image
     */
    public List<Prediction> predict(Path image, int top) {
        return ranked(logits(Photo.read(image)), top);
    }

    /** The classes of the largest logits, the largest first, of equal ones the lower class. */
    public List<Prediction> ranked(double[] logits, int top) {
        if (top < 1) {
            throw new IllegalArgumentException("top is " + top + ", but must be at least 1");
        }
        double largest = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(z -> Math.exp(z - largest)).sum();
        return IntStream.range(0, logits.length)
                .mapToObj(c -> new Prediction(c, classNames().get(c), Math.exp(logits[c] - largest) / sum, logits[c]))
                .sorted(Comparator.comparingDouble(Prediction::logit).reversed())
                .limit(top)
                .toList();
    }
}

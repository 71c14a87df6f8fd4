package org.weightbalancing.app.result;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.weightbalancing.data.ImageSet;

/**
 * A test image that reports show.
 *
 * @param image its index among the test images
 * @param label its class
 */
record Sample(int image, int label) {

    private static final int CLASSES = 4;
    private static final int IMAGES = 6;

    /**
     * The first images of the classes that the most accurate method of an experiment recognises best and worst; of equal
     * classes, those with more training images are among the best and those with fewer among the worst.
     */
    static List<Sample> of(Results results) {
        double[] accuracies = best(results).plain().report().classAccuracies();
        List<Integer> best = IntStream.range(0, accuracies.length)
                .filter(c -> !Double.isNaN(accuracies[c]))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(c -> -accuracies[c])
                        .thenComparing(c -> -results.trainCounts().get(c)))
                .toList();
        Set<Integer> shown = new LinkedHashSet<>(best.subList(0, Math.min(CLASSES, best.size())));
        shown.addAll(best.subList(Math.max(0, best.size() - CLASSES), best.size()));
        List<Sample> samples = new ArrayList<>();
        for (int label : shown) {
            IntStream.range(0, results.truth().size())
                    .filter(image -> results.truth().get(image) == label)
                    .limit(IMAGES)
                    .forEach(image -> samples.add(new Sample(image, label)));
        }
        return samples;
    }

    /** The most accurate method without a stamp, or of all if each has one; of equal ones the later. */
    private static MethodResult best(Results results) {
        Comparator<MethodResult> byAccuracy = Comparator.comparing(
                        (MethodResult method) -> method.stamp().isEmpty())
                .thenComparingDouble(method -> method.plain().report().accuracy());
        return results.methods().stream()
                .reduce((a, b) -> byAccuracy.compare(b, a) >= 0 ? b : a)
                .orElseThrow();
    }

    /** The file of the run directory that has it. */
    String file() {
        return "samples/" + image + ".png";
    }

    /** The image in PNG, as it is in the data set. */
    byte[] png(ImageSet images) {
        BufferedImage picture = new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < images.height(); row++) {
            for (int column = 0; column < images.width(); column++) {
                picture.setRGB(column, row, rgb(images, row, column));
            }
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // One channel is grey; of more than three, the first three are shown.
    private int rgb(ImageSet images, int row, int column) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            rgb = rgb << 8 | images.value(image, row, column, images.channels() < 3 ? 0 : c);
        }
        return rgb;
    }
}

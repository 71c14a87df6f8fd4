package org.weightbalancing.app.result;

import java.util.List;
import java.util.Optional;
import org.weightbalancing.model.geometry.FeatureGeometry;

/**
 * What one method of an experiment, a stage or a post-hoc change, reaches on the test images.
 *
 * @param name of the stage or change
 * @param plain on the images as they are
 * @param flipped with the logits of each image and its mirror image averaged, if asked for
 * @param scaled with a temperature
 * @param geometry of the test images' features and the classifier
 * @param norms 2-norm of the classifier's weights for each class, by class
 * @param predicted class of each test image as it is, by image
 * @param stamp the warning that the numbers carry, if any
 * @param selection on which images its epochs were chosen
 */
public record MethodResult(
        String name,
        Measured plain,
        Optional<Measured> flipped,
        TemperatureScaled scaled,
        FeatureGeometry geometry,
        List<Double> norms,
        List<Integer> predicted,
        Optional<String> stamp,
        Selection selection) {

    /** Keeps copies of the lists. */
    public MethodResult {
        norms = List.copyOf(norms);
        predicted = List.copyOf(predicted);
    }
}

package org.weightbalancing.app;

import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Replaces the labels of batches by the probabilities that a teacher gives. */
// A preprocessor is Serializable, which a network that computes is not; nobody serializes this one.
@SuppressWarnings("serial")
final class TeacherLabels implements DataSetPreProcessor {

    private final UnaryOperator<INDArray> logits;

    /** Asks a function from a batch's features (or images) to the teacher's logits [b, classes]. */
    TeacherLabels(UnaryOperator<INDArray> logits) {
        this.logits = logits;
    }

    @Override
    public void preProcess(DataSet batch) {
        batch.getLabels().close();
        try (INDArray said = logits.apply(batch.getFeatures())) {
            batch.setLabels(Transforms.softmax(said));
        }
    }
}

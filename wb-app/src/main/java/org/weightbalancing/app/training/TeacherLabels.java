package org.weightbalancing.app.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/** Replaces the labels of batches by the probabilities that a teacher gives. */
// A preprocessor is Serializable, which a network that computes is not; nobody serializes this one.
@SuppressWarnings("serial")
final class TeacherLabels implements DataSetPreProcessor {

    private final ComputationGraph teacher;

    /** Asks a network whose output is probabilities [b, classes] of what batches hold. */
    TeacherLabels(ComputationGraph teacher) {
        this.teacher = teacher;
    }

    @Override
    public void preProcess(DataSet batch) {
        batch.getLabels().close();
        batch.setLabels(teacher.outputSingle(false, batch.getFeatures()));
    }
}

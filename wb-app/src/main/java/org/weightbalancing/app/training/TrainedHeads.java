package org.weightbalancing.app.training;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.head.HeadPass;
import org.weightbalancing.train.HeadArithmetic;

/** Tells a trainer how the heads of the model are computed. */
public final class TrainedHeads implements HeadArithmetic.Source {

    @Override
    public Optional<HeadArithmetic> of(Layer layer, Map<String, INDArray> gradients) {
        return HeadPass.of(layer, gradients).map(Passed::new);
    }

    private record Passed(HeadPass pass) implements HeadArithmetic {

        @Override
        public INDArray logits(INDArray features) {
            return pass.logits(features);
        }

        @Override
        public void backward(INDArray features, INDArray delta) {
            pass.backward(features, delta);
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}

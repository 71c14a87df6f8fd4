package org.weightbalancing.regularizers;

import java.util.stream.DoubleStream;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Binary cross-entropy on softmax probabilities, weighted by the true class and averaged over examples and classes, with
 * w_c = (1 - beta) / (1 - beta^n_c) scaled to sum to C: the loss of the golden trajectories, whose logits are small.
 */
record ClassBalancedSoftmaxForTests(INDArray weights) implements ILossFunction {

    static ClassBalancedSoftmaxForTests of(double[] counts, double beta) {
        double[] weights = DoubleStream.of(counts)
                .map(count -> (1 - beta) / (1 - Math.pow(beta, count)))
                .toArray();
        double sum = DoubleStream.of(weights).sum();
        INDArray column = Nd4j.createFromArray(weights).reshape(counts.length, 1);
        return new ClassBalancedSoftmaxForTests(column.muli(counts.length / sum));
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        double sum =
                computeScoreArray(labels, logits, activation, mask).sumNumber().doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        INDArray p = Nd4j.nn().softmax(logits, 1);
        INDArray right = labels.mul(p).addi(labels.rsub(1).muli(p.rsub(1)));
        return Transforms.log(right).sum(true, 1).muli(-1).muli(ofExamples(labels));
    }

    /** d/dp = w / C (p - t) / (p (1 - p)); through the softmax, p (d - sum p d). */
    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        INDArray p = Nd4j.nn().softmax(logits, 1);
        INDArray byProbability = p.sub(labels).divi(p.mul(p.rsub(1))).muliColumnVector(ofExamples(labels));
        INDArray mean = p.mul(byProbability).sum(true, 1);
        return byProbability.subColumnVector(mean).muli(p);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, logits, activation, mask, average),
                computeGradient(labels, logits, activation, mask));
    }

    @Override
    public String name() {
        return "class-balanced softmax";
    }

    private INDArray ofExamples(INDArray labels) {
        return labels.mmul(weights).divi(labels.size(1));
    }
}

package org.weightbalancing.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/** The average of the parameters of a running stage, as far as it has come. */
final class RunningAverage implements AutoCloseable {

    private final ComputationGraph graph;
    private final WeightAveraging rule;
    private final Snapshot average;
    private long averaged;

    /** Starts at the graph's parameters. */
    RunningAverage(ComputationGraph graph, WeightAveraging rule) {
        this.graph = graph;
        this.rule = rule;
        this.average = new Snapshot(graph);
        this.averaged = isShown() ? 1 : 0;
    }

    void resume(long vectors) {
        averaged = vectors;
    }

    void stepDone() {
        if (rule instanceof ExponentialMovingAverage moving) {
            // The first parameters are no step.
            add(moving.decay(averaged - 1));
        }
    }

    void epochDone(int epoch) {
        if (rule instanceof StochasticWeightAverage equal && epoch >= equal.fromEpoch()) {
            add(averaged / (averaged + 1.0));
        }
    }

    /**
     * average = kept (average - parameters) + parameters, in place: unlike a sum of two products, it leaves an average
     * that equals the parameters as it is.
     */
    private void add(double kept) {
        if (averaged == 0) {
            average.take();
        } else {
            INDArray values = average.values();
            values.subi(graph.params());
            Nd4j.getExecutioner().exec(new Axpy(values, graph.params(), values, kept));
        }
        averaged++;
    }

    /** Whether validation and selection are of the average. */
    boolean isShown() {
        return rule instanceof ExponentialMovingAverage;
    }

    /** Number of parameter vectors that it is the mean of. */
    long averaged() {
        return averaged;
    }

    INDArray values() {
        return average.values();
    }

    /** Puts the average into the network. */
    void show() {
        average.restore();
    }

    @Override
    public void close() {
        average.close();
    }
}

package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Takes the steps of {@link FlatUpdater} and DL4J's solver: trained parameters one {@link HeavyBallSweep} for each run of
 * them, fixed ones by what listeners add to their gradients of 0, which no updater sees.
 */
final class HeadUpdate {

    private final List<Trained> trained = new ArrayList<>();
    private final List<Fixed> fixed = new ArrayList<>();

    private record Trained(HeavyBall updater, HeavyBallSweep sweep) {}

    private record Fixed(INDArray parameters, INDArray gradient) {}

    /** Works in the arrays of a graph whose updater {@link FlatUpdater#isHeavyBall is as it must be}. */
    HeadUpdate(ComputationGraph graph, FlatUpdater updater) {
        INDArray parameters = graph.params();
        INDArray gradient = graph.getFlattenedGradients();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            int from = block.getParamOffsetStart();
            int to = block.getParamOffsetEnd();
            INDArray moved = part(parameters, from, to);
            if (block.getGradientUpdater().getConfig() instanceof HeavyBall ball) {
                INDArray velocity = part(
                        updater.getStateViewArray(),
                        block.getUpdaterViewOffsetStart(),
                        block.getUpdaterViewOffsetEnd());
                trained.add(new Trained(ball, new HeavyBallSweep(moved, velocity, part(gradient, from, to))));
            } else {
                fixed.add(new Fixed(moved, part(gradient, from, to)));
            }
        }
    }

    private static INDArray part(INDArray flat, int from, int to) {
        return flat.reshape(flat.length()).get(NDArrayIndex.interval(from, to));
    }

    /** Gives fixed parameters the gradient 0. */
    void clearFixed() {
        // Every time: whoever has seen the graph may have written there, and to look costs as much.
        fixed.forEach(part -> part.gradient().assign(0));
    }

    /** Takes one step for a batch of b examples. */
    void step(int b, int iteration, int epoch) {
        for (Trained part : trained) {
            HeavyBall updater = part.updater();
            part.sweep().step(b, updater.momentum(), updater.getLearningRate(iteration, epoch));
        }
        fixed.forEach(part -> part.parameters().subi(part.gradient()));
    }
}

package org.weightbalancing.train;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Updates a graph in sweeps over its flat gradient, one for each run of parameters of equal updaters: of a ResNet under
 * {@link HeavyBall} the whole network.
 *
 * <p>Numbers and state are those of DL4J's {@code ComputationGraphUpdater}, which looks at every parameter twice a step
 * for regularization of its own, makes views to do so, and spends more on that than on the arithmetic (11 of 12 ms a step
 * for ResNet-32). Networks that configure such regularization or gradient normalization are updated DL4J's way.
 *
 * <pre>{@code
 * graph.setUpdater(new FlatUpdater(graph));
 * }</pre>
 *
 * <p>{@link Trainer} does this itself. Updaters are read from the configuration when this is made, with zero state.
 */
public final class FlatUpdater extends ComputationGraphUpdater {

    private static final long serialVersionUID = 1L;

    private final boolean plain;

    /**
     * Makes an updater of a graph.
     *
     * @param graph initialized
     */
    public FlatUpdater(ComputationGraph graph) {
        super(graph);
        plain = getUpdaterBlocks().stream()
                .map(UpdaterBlock::getLayersAndVariablesInBlock)
                .flatMap(Collection::stream)
                .allMatch(state -> isPlain(state.getLayer(), state.getParamName()));
    }

    private static boolean isPlain(Trainable layer, String parameter) {
        GradientNormalization normalization = layer.getConfig().getGradientNormalization();
        List<Regularization> regularization = layer.getConfig().getRegularizationByParam(parameter);
        return (normalization == null || normalization == GradientNormalization.None)
                && (regularization == null || regularization.isEmpty())
                && !layer.getConfig().isPretrainParam(parameter);
    }

    /**
     * Whether each parameter has {@link HeavyBall} on its gradient divided by the batch size, or is fixed by NoOp on its
     * gradient as it is, and that is all there is to do with a gradient.
     */
    boolean isHeavyBall() {
        return plain && isMiniBatch() && getUpdaterBlocks().stream().allMatch(FlatUpdater::isHeavyBall);
    }

    private static boolean isHeavyBall(UpdaterBlock block) {
        IUpdater updater = block.getGradientUpdater().getConfig();
        boolean trained = updater instanceof HeavyBall;
        return (trained || updater instanceof NoOp)
                && block.getLayersAndVariablesInBlock().stream()
                        .allMatch(state -> state.getLayer().updaterDivideByMinibatch(state.getParamName()) == trained);
    }

    @Override
    @SuppressWarnings("try") // The scope is closed; nobody asks it anything.
    public synchronized void update(
            Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr memory) {
        if (!plain || !isOwn(gradient.gradient())) {
            super.update(gradient, iteration, epoch, batchSize, memory);
            return;
        }
        if (isMiniBatch()) {
            divideByMinibatch(false, gradient, batchSize);
        }
        for (UpdaterBlock block : getUpdaterBlocks()) {
            try (MemoryWorkspace working = memory.notifyScopeEntered(ArrayType.UPDATER_WORKING_MEM)) {
                block.getGradientUpdater().applyUpdater(block.getGradientView(), iteration, epoch);
            }
        }
    }

    // Others may train one network by the gradients of another.
    private boolean isOwn(INDArray gradient) {
        INDArray flat = getFlattenedGradientsView();
        return gradient.length() == flat.length()
                && gradient.data().address() == flat.data().address()
                && gradient.offset() == flat.offset();
    }
}

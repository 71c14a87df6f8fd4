package org.weightbalancing.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.OneDnn;
import org.weightbalancing.model.onednn.PadShortcutPlan;

/** The running half of {@link PadShortcut}. */
@SuppressWarnings("overrides") // BaseGraphVertex declares setInputs otherwise than its interface
final class PadShortcutVertex extends ParameterFreeVertex {

    private static final long serialVersionUID = 1;

    private final int stride;
    private final int channels;
    private final transient Plans<ActivationShape, PadShortcutPlan> plans;

    PadShortcutVertex(ComputationGraph graph, String name, int index, DataType type, int stride, int channels) {
        super(graph, name, index, type);
        this.stride = stride;
        this.channels = channels;
        this.plans = new Plans<>(shape -> PadShortcutPlan.of(shape, to(shape), stride));
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
        INDArray x = input();
        ActivationShape to = to(ActivationShape.of(x));
        INDArray y = ActivationMemory.create(memory, ArrayType.ACTIVATIONS, dataType, to.sizes());
        if (OneDnn.serves(dataType)) {
            plans.of(ActivationShape.of(x)).forward(x, y);
        } else {
            y.assign(0);
            y.get(filled(x)).assign(x.get(taken(x)));
        }
        return y;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        INDArray x = input();
        ActivationShape from = ActivationShape.of(x);
        INDArray eps = Contiguous.of(to(from).fit(epsilon));
        INDArray gradient = ActivationMemory.create(memory, ArrayType.ACTIVATION_GRAD, dataType, from.sizes());
        if (OneDnn.serves(dataType)) {
            plans.of(from).backward(eps, gradient);
        } else {
            gradient.assign(0);
            gradient.get(taken(x)).assign(eps.get(filled(x)));
        }
        INDArray result = ActivationShape.of(inputs[0]).fit(gradient);
        return new Pair<>(
                null,
                new INDArray[] {result == gradient ? gradient : memory.leverageTo(ArrayType.ACTIVATION_GRAD, result)});
    }

    // Blocks of channels stay blocks only if the output can be in blocks too.
    private INDArray input() {
        INDArray x = Running.input(inputs[0], dataType);
        return channels % ActivationShape.BLOCK == 0 ? x : Contiguous.of(Activations.channelsLast(x));
    }

    private ActivationShape to(ActivationShape x) {
        return new ActivationShape(
                x.batch(),
                (x.height() + stride - 1) / stride,
                (x.width() + stride - 1) / stride,
                channels,
                x.blocked());
    }

    private INDArrayIndex[] taken(INDArray x) {
        return new INDArrayIndex[] {
            NDArrayIndex.all(),
            NDArrayIndex.interval(0, stride, x.size(1)),
            NDArrayIndex.interval(0, stride, x.size(2)),
            NDArrayIndex.all()
        };
    }

    private INDArrayIndex[] filled(INDArray x) {
        long before = (channels - x.size(3)) / 2;
        return new INDArrayIndex[] {
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.interval(before, before + x.size(3))
        };
    }
}

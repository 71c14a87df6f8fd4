package org.weightbalancing.model;

import java.util.Optional;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch normalization by ND4J's own operations: any backend, any floating type. */
final class Nd4jBatchNorm implements BatchNormMath {

    private final double eps;
    private final double decay;
    private final boolean relu;
    private Optional<Kept> kept = Optional.empty();

    Nd4jBatchNorm(FastBatchNorm layer) {
        eps = layer.getEps();
        decay = layer.getDecay();
        relu = layer.isRelu();
    }

    @Override
    @SuppressWarnings("try")
    public void train(INDArray x, State state, INDArray y) {
        // What the backward pass needs must outlive the workspaces of the forward pass.
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray rows = rows(x);
            long n = rows.size(0);
            INDArray mean = rows.mean(0);
            INDArray variance = rows.var(false, 0);
            move(state.mean(), mean);
            move(state.variance(), variance.mul((double) n / (n - 1)));
            INDArray inverseDeviation =
                    Transforms.sqrt(variance.addi(eps), false).rdivi(1);
            INDArray normalized = rows.subRowVector(mean).muliRowVector(inverseDeviation);
            write(normalized, state, y);
            forget();
            kept = Optional.of(new Kept(normalized, inverseDeviation));
        }
    }

    @Override
    public void infer(INDArray x, State state, INDArray y) {
        INDArray scale = Transforms.sqrt(flat(state.variance()).add(eps), false).rdivi(1);
        write(rows(x).subRowVector(flat(state.mean())).muliRowVector(scale), state, y);
    }

    @Override
    public void backward(INDArray x, State state, INDArray epsilon, Gradients gradients) {
        Kept last = kept.orElseThrow(
                () -> new IllegalStateException("a backward pass needs a training pass of its own before it"));
        INDArray normalized = last.normalized();
        INDArray eps2d = rows(epsilon);
        if (relu) {
            INDArray output = normalized.mulRowVector(flat(state.gamma())).addiRowVector(flat(state.beta()));
            eps2d = eps2d.mul(output.gt(0).castTo(x.dataType()));
        }
        long n = eps2d.size(0);
        INDArray betaGradient = eps2d.sum(0);
        INDArray gammaGradient = eps2d.mul(normalized).sum(0);
        flat(gradients.beta()).assign(betaGradient);
        flat(gradients.gamma()).assign(gammaGradient);
        INDArray centered = eps2d.subRowVector(betaGradient.div(n)).subi(normalized.mulRowVector(gammaGradient.div(n)));
        INDArray scale = flat(state.gamma()).mul(last.inverseDeviation());
        rows(gradients.input()).assign(centered.muliRowVector(scale));
        forget();
    }

    // As large as the input and outside every workspace: it must not wait for the garbage collector.
    private void forget() {
        kept.ifPresent(last -> last.normalized().close());
        kept = Optional.empty();
    }

    private void write(INDArray normalized2d, State state, INDArray y) {
        INDArray result = normalized2d.mulRowVector(flat(state.gamma())).addiRowVector(flat(state.beta()));
        rows(y).assign(relu ? Transforms.relu(result, false) : result);
    }

    private void move(INDArray running, INDArray batch) {
        flat(running).muli(decay).addi(batch.mul(1 - decay));
    }

    private static INDArray rows(INDArray activations) {
        return activations.reshape('c', activations.length() / activations.size(3), activations.size(3));
    }

    private record Kept(INDArray normalized, INDArray inverseDeviation) {}

    private static INDArray flat(INDArray vector) {
        return vector.reshape(vector.length());
    }
}

package org.weightbalancing.train;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns summed gradients g into steps and takes them, in one sweep over flat FLOAT arrays: g = g / b, v = momentum * v +
 * g, g = rate * v, w = w - g. Each entry is rounded as by the four sweeps of {@link FlatUpdater} and DL4J's solver.
 */
final class HeavyBallSweep {

    // Three chunks stay in the first-level cache, in arrays whose loops become vector instructions.
    private static final int CHUNK = 2048;

    private final FloatBuffer parameters;
    private final FloatBuffer velocity;
    private final FloatBuffer gradient;
    private final float[] w;
    private final float[] v;
    private final float[] g;

    /** Works in these arrays, which are of one length and contiguous. */
    HeavyBallSweep(INDArray parameters, INDArray velocity, INDArray gradient) {
        this.parameters = NativeFloats.of(parameters);
        this.velocity = NativeFloats.of(velocity);
        this.gradient = NativeFloats.of(gradient);
        int length = Math.min(CHUNK, Math.toIntExact(parameters.length()));
        this.w = new float[length];
        this.v = new float[length];
        this.g = new float[length];
    }

    /** Takes one step for a batch of b examples. */
    void step(int b, double momentum, double rate) {
        for (int from = 0; from < parameters.capacity(); from += w.length) {
            int length = Math.min(w.length, parameters.capacity() - from);
            parameters.get(from, w, 0, length);
            velocity.get(from, v, 0, length);
            gradient.get(from, g, 0, length);
            step(length, b, (float) momentum, (float) rate);
            parameters.put(from, w, 0, length);
            velocity.put(from, v, 0, length);
            gradient.put(from, g, 0, length);
        }
    }

    private void step(int length, float b, float momentum, float rate) {
        float[] ws = w;
        float[] vs = v;
        float[] gs = g;
        for (int i = 0; i < length; i++) {
            vs[i] = momentum * vs[i] + gs[i] / b;
            gs[i] = rate * vs[i];
            ws[i] -= gs[i];
        }
    }
}

package org.weightbalancing.model;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.OneDnn;

/** The random sizes, numbers and places of one case. */
final class Draws {

    private static final int LINE = 64 / Float.BYTES;
    private static final int MOST_CHANNELS = 70;
    private static final int MOST_ROWS = 20;

    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    int of(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Half of them whole blocks. */
    int channels() {
        return coin()
                ? ActivationShape.BLOCK * between(1, MOST_CHANNELS / ActivationShape.BLOCK)
                : between(1, MOST_CHANNELS);
    }

    /** Up to 5 pictures of up to 20x20 in either order where there is a choice. */
    ActivationShape activation() {
        int channels = channels();
        return new ActivationShape(
                between(1, 5), between(1, MOST_ROWS), between(1, MOST_ROWS), channels, blocked(channels));
    }

    boolean blocked(int channels) {
        return coin() && channels % ActivationShape.BLOCK == 0 && OneDnn.blocks(DataType.FLOAT);
    }

    /** FLOAT numbers of N(0, 1). */
    INDArray normal(long... shape) {
        int length = 1;
        for (long size : shape) {
            length = Math.toIntExact(length * size);
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, shape, 'c');
    }

    /** A copy of the values, on a boundary in a quarter of the cases and anywhere else in the others. */
    Placed place(INDArray values) {
        return Placed.of(values, misplaced());
    }

    Placed empty(long... shape) {
        return Placed.empty(misplaced(), shape);
    }

    private int misplaced() {
        return between(0, 3) == 0 ? 0 : random.nextInt(LINE);
    }
}

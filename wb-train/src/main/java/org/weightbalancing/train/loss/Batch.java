package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The logits and targets of a batch [b, C], held while open, the mask's factor on each example, and what is asked. */
final class Batch implements AutoCloseable {

    private final int rows;
    private final int classes;
    private final boolean scored;
    private final double[] factors;
    private final Rows logits;
    private final Rows targets;

    /** Copies the arrays; a mask that is null stands for ones. */
    Batch(INDArray labels, INDArray preOutput, INDArray mask, boolean scored) {
        this.scored = scored;
        this.rows = (int) preOutput.size(0);
        this.classes = (int) preOutput.size(1);
        this.factors = factors(mask, rows);
        this.logits = Rows.of(preOutput);
        this.targets = Rows.of(labels);
    }

    int rows() {
        return rows;
    }

    int classes() {
        return classes;
    }

    /** Whether the losses are asked for; if not, only gradients are, and kernels may give any number as loss. */
    boolean scored() {
        return scored;
    }

    /** What the mask multiplies an example by; zero leaves it out. */
    double factor(int row) {
        return factors[row];
    }

    /** Copies the logits of an example. */
    void readLogits(int row, double[] values) {
        logits.read(row, values);
    }

    /** Copies the target of an example. */
    void readTarget(int row, double[] values) {
        targets.read(row, values);
    }

    @Override
    public void close() {
        logits.close();
        targets.close();
    }

    private static double[] factors(INDArray mask, int rows) {
        double[] factors = new double[rows];
        // DL4J hands over null where there is no mask.
        if (mask == null) {
            Arrays.fill(factors, 1);
            return factors;
        }
        if (mask.length() != rows) {
            throw new IllegalArgumentException("label mask has shape " + Arrays.toString(mask.shape())
                    + ", allowed is one number per example: [" + rows + ", 1]");
        }
        try (Rows one = Rows.of(mask.reshape(1, rows))) {
            one.read(0, factors);
        }
        return factors;
    }
}

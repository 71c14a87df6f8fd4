package org.weightbalancing.train.loss;

/** The loss of one example; holds scratch space, so each pass over a batch has its own. */
interface Kernel {

    /**
     * Loss of one example; writes its gradient with respect to the logits.
     *
     * @param row of the example in its batch
     * @param logits z [C]; may be overwritten
     * @param target t [C], non-negative; may be overwritten
     * @param gradient dL/dz [C], zeros, to be overwritten; empty if only the loss is asked for
     */
    double example(int row, double[] logits, double[] target, double[] gradient);
}

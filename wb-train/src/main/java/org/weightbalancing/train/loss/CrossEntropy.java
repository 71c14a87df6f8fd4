package org.weightbalancing.train.loss;

/**
 * Computes softmax cross-entropy: L = -sum_c t_c log p_c with p = softmax(z), and dL/dz_c = p_c sum_k t_k - t_c.
 *
 * <p>Logits and labels are [b, C]; one-hot labels give L = -log p_y. The loss is in nats. All of it is computed in log
 * space, so it stays exact where p_y underflows.
 */
public final class CrossEntropy extends LogitLoss {

    private static final long serialVersionUID = 1L;

    /** Makes the loss; it has no parameters. */
    public CrossEntropy() {}

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        return (row, logits, target, gradient) -> of(softmax.of(logits), target, gradient);
    }

    /** Cross-entropy of one example with a target of any mass, shared by the losses built on it. */
    static double of(Softmax softmax, double[] target, double[] gradient) {
        gradient(softmax, target, gradient);
        double loss = 0;
        for (int c = Nonzero.from(0, target); c < target.length; c = Nonzero.from(c + 1, target)) {
            loss -= target[c] * softmax.logP(c);
        }
        return loss;
    }

    /** The gradient p_c sum_k t_k - t_c of that alone. */
    static void gradient(Softmax softmax, double[] target, double[] gradient) {
        if (gradient.length > 0) {
            softmax.excess(Sum.of(target), target, gradient);
        }
    }

    @Override
    Settings settings() {
        return new Settings();
    }
}

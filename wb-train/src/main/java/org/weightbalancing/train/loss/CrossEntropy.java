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
        for (int c = 0; c < target.length; c++) {
            if (target[c] != 0) {
                loss -= target[c] * softmax.logP(c);
            }
        }
        return loss;
    }

    /** The gradient p_c sum_k t_k - t_c of that alone. */
    static void gradient(Softmax softmax, double[] target, double[] gradient) {
        double mass = 0;
        for (double t : target) {
            mass += t;
        }
        for (int c = 0; c < target.length; c++) {
            // p_y - 1 from its complement keeps its precision where p_y rounds to 1.
            gradient[c] = target[c] == mass ? -mass * softmax.notP(c) : mass * softmax.p(c) - target[c];
        }
    }

    @Override
    Settings settings() {
        return new Settings();
    }
}

package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes the divergence of the network from a teacher whose probabilities are the labels: L = T^2 KL(q' || softmax(z /
 * T)) with q'_c = q_c^(power / T) / sum_k q_k^(power / T).
 *
 * <p>dL/dz = T (softmax(z / T) - q'). For power 1 this is distillation at temperature T, as q^(1 / T) normalized is the
 * softmax of the teacher's logits over T; a power below 1 flattens the teacher further. Logits and labels are [b, C]; a
 * label needs no sum of 1, as q' is normalized, but a positive entry. A class that the teacher excludes, q_c = 0, remains
 * excluded. The loss is 0 where network and teacher agree.
 *
 * <p>Source: Hinton et al., "Distilling the Knowledge in a Neural Network", 2015, section 2; the power, usually 0.5, from
 * He et al., "Distilling Virtual Examples for Long-Tailed Recognition", ICCV 2021.
 */
public final class DistillationLoss extends LogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("temperature")
    private final double temperature;

    @JsonProperty("power")
    private final double power;

    /**
     * Makes the loss.
     *
     * @param temperature T, above 0 and finite
     * @param power of the teacher's probabilities, above 0 and finite; 1 for plain distillation
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public DistillationLoss(@JsonProperty("temperature") double temperature, @JsonProperty("power") double power) {
        this.temperature = Range.ABOVE_ZERO.require("temperature", temperature);
        this.power = Range.ABOVE_ZERO.require("power", power);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a label has a negative entry or no positive one
     */
    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        Exponentials exponentials = new Exponentials(batch.classes());
        double[] logs = new double[batch.classes()];
        return (row, logits, target, gradient) -> {
            for (int c = 0; c < logits.length; c++) {
                logits[c] /= temperature;
            }
            double negativeEntropy = sharpen(row, target, logs, exponentials);
            double loss = CrossEntropy.of(softmax.of(logits), target, gradient) + negativeEntropy;
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] *= temperature;
            }
            return temperature * temperature * loss;
        };
    }

    /** Turns q into q' and gives sum_c q'_c log q'_c. */
    private double sharpen(int row, double[] q, double[] logs, Exponentials exponentials) {
        double largest = largest(row, q);
        for (int c = 0; c < q.length; c++) {
            logs[c] = q[c] > 0 ? (power / temperature) * Math.log(q[c] / largest) : Double.NEGATIVE_INFINITY;
        }
        exponentials.of(logs, 0, q);
        double sum = Sum.of(q);
        double sumOfLogs = 0;
        for (int c = 0; c < q.length; c++) {
            if (q[c] != 0) {
                sumOfLogs += q[c] * logs[c];
            }
        }
        for (int c = 0; c < q.length; c++) {
            q[c] /= sum;
        }
        return sumOfLogs / sum - Math.log(sum);
    }

    private double largest(int row, double[] q) {
        double largest = 0;
        for (int c = 0; c < q.length; c++) {
            if (!(q[c] >= 0)) {
                throw new IllegalArgumentException(name() + " needs a teacher's probabilities: the label of example "
                        + row + " has " + q[c] + " for class " + c + ", allowed is 0 or more");
            }
            if (q[c] > largest) {
                largest = q[c];
            }
        }
        if (largest == 0) {
            throw new IllegalArgumentException(
                    name() + " needs a teacher's probabilities: the label of example " + row + " is all zeros");
        }
        return largest;
    }

    @Override
    Settings settings() {
        return new Settings().with("temperature", temperature).with("power", power);
    }
}

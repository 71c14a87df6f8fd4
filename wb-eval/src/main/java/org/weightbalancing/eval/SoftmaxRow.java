package org.weightbalancing.eval;

/**
 * Computes the scores of one item after another from its logits z [C].
 *
 * <p>With m = max z and R the sum of exp(z_c - m) over all classes but the predicted one, sum_c exp(z_c) = exp(m) (1 + R).
 * R keeps its digits where 1 + R would lose them, so what a sure network is wrong by is exact too.
 */
final class SoftmaxRow {

    private final double[] logits;
    private final Exponentials exponentials;
    private int predicted;
    private double logSum;

    SoftmaxRow(int classes) {
        logits = new double[classes];
        exponentials = new Exponentials(classes);
    }

    /** Reads the logits of an item; its index is for messages. */
    void read(int item, double[] row) {
        System.arraycopy(row, 0, logits, 0, logits.length);
        compute(item, largest());
    }

    /** Reads those that begin at an offset. */
    void read(int item, float[] rows, int offset) {
        float max = rows[offset];
        int largest = 0;
        for (int c = 0; c < logits.length; c++) {
            float z = rows[offset + c];
            logits[c] = z;
            if (z > max) {
                max = z;
                largest = c;
            }
        }
        compute(item, largest);
    }

    private void compute(int item, int largest) {
        predicted = largest;
        exponentials.compute(logits, predicted);
        boolean numbers = exponentials.sum() < Double.POSITIVE_INFINITY;
        if (!numbers || !Double.isFinite(logits[predicted])) {
            throw refusal(item);
        }
        logSum = Math.log1p(exponentials.sum());
    }

    private int largest() {
        int largest = 0;
        double max = logits[0];
        for (int c = 1; c < logits.length; c++) {
            if (logits[c] > max) {
                max = logits[c];
                largest = c;
            }
        }
        return largest;
    }

    private IllegalArgumentException refusal(int item) {
        for (int c = 0; c < logits.length; c++) {
            if (Double.isNaN(logits[c]) || logits[c] == Double.POSITIVE_INFINITY) {
                return new IllegalArgumentException("the logit of item " + item + " for class " + c + " is " + logits[c]
                        + ", but a finite number or -Infinity is required");
            }
        }
        return new IllegalArgumentException(
                "all logits of item " + item + " are -Infinity, but at least one finite number is required");
    }

    /** Adds the probabilities to sums class by class. */
    void addTo(MarginalSums sums) {
        sums.add(exponentials.values(), confidence());
    }

    int predicted() {
        return predicted;
    }

    int rank(int truth) {
        double z = logits[truth];
        int rank = 0;
        if (truth != predicted) {
            for (int c = 0; c < truth; c++) {
                rank += logits[c] >= z ? 1 : 0;
            }
            for (int c = truth + 1; c < logits.length; c++) {
                rank += logits[c] > z ? 1 : 0;
            }
        }
        return rank;
    }

    double confidence() {
        return 1 / (1 + exponentials.sum());
    }

    double negativeLogLikelihood(int truth) {
        return logits[predicted] - logits[truth] + logSum;
    }

    /** (1 - p_y)^2 and the squares of the other probabilities. */
    double brier(int truth) {
        double sum = 1 + exponentials.sum();
        double others = exponentials.sum();
        double squares = exponentials.sumOfSquares();
        if (truth != predicted) {
            double e = exponentials.values()[truth];
            others = sum - e;
            squares += 1 - e * e;
        }
        return (others * others + squares) / (sum * sum);
    }

    double entropy() {
        return logSum - exponentials.sumOfProducts() / (1 + exponentials.sum());
    }
}

package org.weightbalancing.model.head;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes the weights of a linear classifier without bias from the means of classes, in closed form.
 *
 * <p>With {@code a_c = (n_c omega_c / N) mu_c}, where mu_c is the mean of the n_c features of class c among N,
 * {@code w_c = (a_c - mean_k a_k) / (lambda (C - 1))}. Up to the factor {@code 1 / (C - 1)} this minimizes the mean of
 * the cross entropies weighted by {@code omega_y}, taken to first order around W = 0, plus {@code lambda / 2 |W|^2}.
 */
public final class CenteredMeans {

    private CenteredMeans() {}

    /**
     * The weights W [D, C], in the type of the features; the biases are 0.
     *
     * @param features [n, D]; not changed
     * @param labels of the features, n of them, each from 0 to below C; a class without features has {@code a_c = 0}
     * @param omega the weight of each class, C of them, at least 2, finite and not negative
     * @param lambda positive and finite; it scales W and no more
     * @throws IllegalArgumentException if an argument is not as said
     */
    public static INDArray weights(INDArray features, int[] labels, double[] omega, double lambda) {
        require(omega, lambda);
        INDArray scales = Nd4j.createFromArray(omega).divi(labels.length).castTo(features.dataType());
        INDArray a = ClassSums.of(features, labels, omega.length).sums().muliRowVector(scales);
        return a.sub(a.mean(true, 1)).divi(lambda * (omega.length - 1));
    }

    private static void require(double[] omega, double lambda) {
        if (omega.length < 2) {
            throw new IllegalArgumentException("omega has " + omega.length + " weights, but at least 2 are needed");
        }
        if (Arrays.stream(omega).anyMatch(weight -> !(weight >= 0) || Double.isInfinite(weight))) {
            throw new IllegalArgumentException(
                    "omega is " + Arrays.toString(omega) + ", but weights must be finite and not negative");
        }
        if (!(lambda > 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("lambda is " + lambda + ", but must be positive and finite");
        }
    }
}

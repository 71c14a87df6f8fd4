package org.weightbalancing.model.head;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One parameter of a head, a matrix [rows, columns].
 *
 * @param key names it within its layer; without underscore, at which DL4J parts the layer's name from it
 * @param rows at least 1
 * @param columns at least 1
 * @param role how it is updated and regularized
 * @param start where it starts
 */
public record HeadParameter(String key, long rows, long columns, Role role, Start start) {

    /** The key of class vectors, [D, C], that of the weights of DL4J's own output layers. */
    public static final String WEIGHTS = "W";

    /** The key of biases, [1, C]. */
    public static final String BIAS = "b";

    /** Refuses an empty matrix and a key that DL4J would cut in two. */
    public HeadParameter {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("parameter '" + key + "' is [" + rows + ", " + columns
                    + "], but must have at least one row and one column");
        }
        if (key.isEmpty() || key.contains("_")) {
            throw new IllegalArgumentException(
                    "the key of a parameter is '" + key + "', but must not be empty nor have an underscore");
        }
    }

    /** How a parameter is updated and regularized. */
    public enum Role {
        /** Trained; column by column one vector, regularized as DL4J's weights are. */
        WEIGHT,
        /** Trained; regularized as DL4J's biases are. */
        BIAS,
        /** Trained; out of reach of DL4J's own regularization, as the scales of batch normalization are. */
        SCALE,
        /** Not trained: saved and copied with the network, but of gradient 0 and out of reach of any regularization. */
        FIXED
    }

    /** Whether steps of training move it. */
    public boolean isTrained() {
        return role != Role.FIXED;
    }

    /** Numbers in it. */
    public long length() {
        return Math.multiplyExact(rows, columns);
    }

    /** Where a parameter starts. */
    @FunctionalInterface
    public interface Start {

        /** Writes the first values, [rows, columns], which may be drawn. */
        void fill(INDArray values, SplittableRandom random);

        /** The same number everywhere. */
        static Start at(double value) {
            return (values, random) -> values.assign(value);
        }

        /** Draws from U(-bound, bound). */
        static Start uniform(double bound) {
            return (values, random) -> {
                double[] drawn = random.doubles(values.length(), -bound, bound).toArray();
                values.assign(
                        Nd4j.createFromArray(drawn).reshape(values.shape()).castTo(values.dataType()));
            };
        }

        /** Draws from U(-1/sqrt(D), 1/sqrt(D)), as PyTorch's nn.Linear does for D features. */
        static Start linear(long features) {
            return uniform(1 / Math.sqrt((double) features));
        }
    }
}

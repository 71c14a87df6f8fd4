package org.weightbalancing.train.loss;

import java.util.stream.Stream;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Every loss, for tests of what trains by them. */
public final class Losses {

    private Losses() {}

    /** Of as many classes as there are counts, freshly made. */
    public static Stream<ILossFunction> all(int[] counts) {
        return LossKind.losses(counts);
    }
}

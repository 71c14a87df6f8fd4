package outside.models;

import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.learning.config.NoOp;

/** Parts of networks, of a package that is not this project's; they count how often they are made. */
public final class Recorded {

    private static final AtomicInteger MADE = new AtomicInteger();

    private Recorded() {}

    /** How many parts there have been. */
    public static int made() {
        return MADE.get();
    }

    /** Counts itself. */
    public static final class Activation extends ActivationIdentity {
        private static final long serialVersionUID = 1L;

        /** Counts. */
        public Activation() {
            MADE.incrementAndGet();
        }
    }

    /** Counts itself. */
    public static final class Updater extends NoOp {
        private static final long serialVersionUID = 1L;

        /** Counts. */
        public Updater() {
            MADE.incrementAndGet();
        }
    }
}

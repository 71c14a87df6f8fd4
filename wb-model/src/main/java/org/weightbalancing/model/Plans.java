package org.weightbalancing.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a layer has prepared for the shapes it met last, so that full batches, the last partial batch and evaluation
 * alternate without preparing anew.
 *
 * @param <K> the shape
 * @param <P> what is prepared for it
 */
final class Plans<K, P> {

    private static final int REMEMBERED = 4;

    private final Function<K, P> prepare;
    private final Map<K, P> plans = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, P> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Optional<P> last = Optional.empty();

    Plans(Function<K, P> prepare) {
        this.prepare = prepare;
    }

    P of(K shape) {
        P plan = plans.computeIfAbsent(shape, prepare);
        last = Optional.of(plan);
        return plan;
    }

    /** The plan that was asked for last. */
    Optional<P> last() {
        return last;
    }
}

package org.weightbalancing.train;

import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Prefetching for iterators that leave it to others. DL4J would do it by itself, but when an exception ends an epoch it
 * leaves its thread behind.
 */
record Prefetch(DataSetIterator batches) implements AutoCloseable {

    private static final int QUEUED_BATCHES = 2;

    static Prefetch of(DataSetIterator batches) {
        return new Prefetch(
                batches.asyncSupported() ? new AsyncDataSetIterator(batches, QUEUED_BATCHES, false) : batches);
    }

    @Override
    public void close() {
        if (batches instanceof AsyncDataSetIterator async) {
            // It joins its thread, which an interrupted thread must not do.
            boolean interrupted = Thread.interrupted();
            try {
                async.shutdown();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}

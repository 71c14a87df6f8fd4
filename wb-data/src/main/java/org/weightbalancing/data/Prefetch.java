package org.weightbalancing.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Prepares the batches of one epoch in order from a given one on, a few ahead, in a daemon thread that ends with the epoch or by {@link
 * #close}.
 */
final class Prefetch implements AutoCloseable {
    static final String THREAD_NAME = "wb-image-batches";
    private static final int BATCHES_AHEAD = 2;

    private final Epoch epoch;
    private final int first;
    // A prepared batch, or the failure to throw instead.
    private final BlockingQueue<Supplier<DataSet>> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
    private final Thread thread;
    private volatile boolean stopped;

    Prefetch(Epoch epoch, int first) {
        this.epoch = epoch;
        this.first = first;
        this.thread = new Thread(this::prepare, THREAD_NAME + "-" + epoch.number());
        thread.setDaemon(true);
    }

    DataSet take() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        Supplier<DataSet> item;
        try {
            item = queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while waiting for a batch");
            cancelled.initCause(e);
            throw cancelled;
        }
        try {
            return item.get();
        } catch (IllegalStateException e) {
            // No batch follows a failure: who asks again is told again instead of waiting for ever.
            queue.add(item);
            throw e;
        }
    }

    private void prepare() {
        int index = first;
        try {
            for (; index < epoch.batches(); index++) {
                DataSet batch = epoch.batch(index);
                if (!put(() -> batch)) {
                    return;
                }
            }
        } catch (Throwable failure) {
            String message = "Batch " + index + " of epoch " + epoch.number() + " could not be prepared: " + failure;
            put(() -> {
                throw new IllegalStateException(message, failure);
            });
        }
    }

    // Close sets the flag before it interrupts: either the flag is seen here or the wait is interrupted.
    private boolean put(Supplier<DataSet> item) {
        if (stopped) {
            return false;
        }
        try {
            queue.put(item);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        queue.clear();
    }
}

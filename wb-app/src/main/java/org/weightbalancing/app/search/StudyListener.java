package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a consumer of the trials when they have changed, a few times a second at most and on a thread of its own: a slow
 * one holds up nobody, and hears of the newest state only. One that throws hears no more.
 */
final class StudyListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StudyListener.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<List<TrialRecord>> consumer;
    private final Thread thread = new Thread(this::tell, "study-listener");
    private List<TrialRecord> newest = List.of();
    private boolean closed;

    StudyListener(Consumer<List<TrialRecord>> consumer) {
        this.consumer = consumer;
        thread.setDaemon(true);
    }

    /** Takes note of the trials; returns at once. */
    synchronized void hear(List<TrialRecord> trials) {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        newest = trials;
        notifyAll();
    }

    /** Whether the calling thread is the one on which the consumer hears. */
    boolean isTelling() {
        return Thread.currentThread().equals(thread);
    }

    private void tell() {
        List<TrialRecord> told = List.of();
        try {
            for (List<TrialRecord> next = after(told); !next.equals(told); next = after(told)) {
                consumer.accept(next);
                told = next;
                pause();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            LOG.warn("a listener of the study failed and hears no more", e);
        }
    }

    /** The newest trials as soon as they are others than these; at the end perhaps the same. */
    private synchronized List<TrialRecord> after(List<TrialRecord> told) throws InterruptedException {
        while (!closed && newest.equals(told)) {
            wait();
        }
        return newest;
    }

    private synchronized void pause() throws InterruptedException {
        long end = System.nanoTime() + PAUSE.toNanos();
        for (long left = PAUSE.toMillis(); !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Waits until the consumer has heard the newest state, but not for long if it does not return. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                LOG.warn("a listener of the study does not return, and is left alone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.weightbalancing.app.live;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells whether the process has been told to end, by Ctrl-C for example, until it is closed. */
final class ProcessEnd implements AutoCloseable {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final Thread hook = new Thread(this::begin, "wb-live-end");

    ProcessEnd() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It ends already.
            begin();
        }
    }

    /** Says that the process has been told to end. */
    void begin() {
        begun.countDown();
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Waits so long for the end to begin; tells whether it has. */
    boolean await(Duration most) throws InterruptedException {
        return begun.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It ends already.
            begin();
        }
    }
}

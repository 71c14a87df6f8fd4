package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a consumer of the trials when they have changed, a few times a second at most. One that throws hears no more. */
final class StudyListener {

    private static final Logger LOG = LoggerFactory.getLogger(StudyListener.class);
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    private Optional<Consumer<List<TrialRecord>>> consumer;
    private List<TrialRecord> told = List.of();
    private long last = System.nanoTime() - PAUSE;

    StudyListener(Consumer<List<TrialRecord>> consumer) {
        this.consumer = Optional.of(consumer);
    }

    /** Tells of the trials unless nothing has changed, or it has just told. */
    void hear(List<TrialRecord> trials) {
        if (System.nanoTime() - last >= PAUSE) {
            hearNow(trials);
        }
    }

    /** Tells of the trials unless nothing has changed. */
    void hearNow(List<TrialRecord> trials) {
        if (trials.equals(told)) {
            return;
        }
        told = trials;
        last = System.nanoTime();
        try {
            consumer.ifPresent(listener -> listener.accept(trials));
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener of the study failed and hears no more", e);
            consumer = Optional.empty();
        }
    }
}

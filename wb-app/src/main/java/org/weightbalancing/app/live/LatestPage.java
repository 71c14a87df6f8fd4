package org.weightbalancing.app.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the page of the last change: it is made anew only when somebody asks, the version has changed, and some time has
 * passed since it was last made, which is waited for, unless what is shown has ended; one at a time.
 */
final class LatestPage {

    // Rendering takes at most this part of the time, in the long run.
    private static final int SHARE = 20;

    private final Watched watched;
    private final Duration pause;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<Made> made = Optional.empty();

    private record Made(String version, long nanoTime, long nanosTaken, Answer answer) {}

    /**
     * Keeps the page of something.
     *
     * @param pause between the end of one rendering and the begin of the next
     */
    LatestPage(Watched watched, Duration pause) {
        this.watched = watched;
        this.pause = pause;
    }

    /** The version that the page was made of, once it was. */
    Optional<String> version() {
        return made.map(Made::version);
    }

    /** Whether the page was made of the present version. */
    boolean isCurrent() {
        return version().equals(Optional.of(watched.version()));
    }

    /** Ends all pauses: there is nothing left that a rendering could disturb. */
    void end() {
        ended.countDown();
    }

    /** The page, or why there is none. */
    synchronized Answer answer() throws InterruptedException {
        if (made.isPresent()) {
            if (made.get().version().equals(watched.version())) {
                return made.get().answer();
            }
            rest(made.get());
        }
        String version = watched.version();
        long begun = System.nanoTime();
        Answer answer = render(version);
        long ended = System.nanoTime();
        made = Optional.of(new Made(version, ended, ended - begun, answer));
        return answer;
    }

    // A page that takes long is made the more seldom: training wants the processors.
    private void rest(Made last) throws InterruptedException {
        long length = Math.max(pause.toNanos(), SHARE * last.nanosTaken());
        ended.await(last.nanoTime() + length - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    // Whatever is wrong with a page must not reach the training.
    private Answer render(String version) {
        try {
            return watched.html(version).map(Answer::page).orElseGet(Answer::waiting);
        } catch (RuntimeException | Error e) {
            return Answer.failure(e);
        }
    }
}

package org.weightbalancing.app.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the page of the last change: it is made anew only when somebody asks, the files have changed, and some time has
 * passed since it was last made, which is waited for; one at a time.
 */
final class LatestPage {

    // Rendering takes at most this part of the time, in the long run.
    private static final int SHARE = 20;

    private final WatchedFolder folder;
    private final LivePage page;
    private final Duration pause;
    private volatile Optional<Made> made = Optional.empty();

    private record Made(String version, long nanoTime, long nanosTaken, Answer answer) {}

    /**
     * Keeps the page of a folder.
     *
     * @param pause between the end of one rendering and the begin of the next
     */
    LatestPage(WatchedFolder folder, LivePage page, Duration pause) {
        this.folder = folder;
        this.page = page;
        this.pause = pause;
    }

    /** The version of the files that the page was made of, once it was. */
    Optional<String> version() {
        return made.map(Made::version);
    }

    /** Whether the page was made of the files as they are. */
    boolean isCurrent() {
        return version().equals(Optional.of(folder.version()));
    }

    /** The page, or why there is none. */
    synchronized Answer answer() throws InterruptedException {
        if (made.isPresent()) {
            if (made.get().version().equals(folder.version())) {
                return made.get().answer();
            }
            TimeUnit.NANOSECONDS.sleep(made.get().nanoTime() + pause(made.get()) - System.nanoTime());
        }
        String version = folder.version();
        long begun = System.nanoTime();
        Answer answer = render(version);
        long ended = System.nanoTime();
        made = Optional.of(new Made(version, ended, ended - begun, answer));
        return answer;
    }

    // A page that takes long is made the more seldom: training wants the processors.
    private long pause(Made last) {
        return Math.max(pause.toNanos(), SHARE * last.nanosTaken());
    }

    // Whatever is wrong with a page must not reach the training.
    private Answer render(String version) {
        try {
            List<Path> runs = folder.runs();
            return runs.isEmpty() ? Answer.waiting() : Answer.page(page.html(runs, version));
        } catch (RuntimeException | Error e) {
            return Answer.failure(e);
        }
    }
}

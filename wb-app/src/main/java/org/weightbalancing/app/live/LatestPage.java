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

    private final WatchedFolder folder;
    private final LivePage page;
    private final Duration pause;
    private volatile Optional<Made> made = Optional.empty();

    private record Made(String version, long nanoTime, Answer answer) {}

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
            TimeUnit.NANOSECONDS.sleep(made.get().nanoTime() + pause.toNanos() - System.nanoTime());
        }
        String version = folder.version();
        Answer answer = render(version);
        made = Optional.of(new Made(version, System.nanoTime(), answer));
        return answer;
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

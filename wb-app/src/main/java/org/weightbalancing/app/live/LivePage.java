package org.weightbalancing.app.live;

import java.nio.file.Path;
import java.util.List;

/** Makes the page that shows runs. */
@FunctionalInterface
public interface LivePage {

    /**
     * Gives the page as it is now. It is called in a thread of its own, never twice at a time.
     *
     * @param runs directories of runs, at least one, which may be unfinished
     * @param version of their files; the page reloads itself when {@code GET version} no longer says so
     * @return HTML
     */
    String html(List<Path> runs, String version);
}

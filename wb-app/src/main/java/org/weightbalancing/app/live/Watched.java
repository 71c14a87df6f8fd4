package org.weightbalancing.app.live;

import java.util.Optional;

/** What a live page is of. It is asked in several threads at a time. */
public interface Watched {

    /** A short text that changes when there is something new to show; cheap, as every open page asks for it often. */
    String version();

    /**
     * Gives the page as it is now. It is called in a thread of its own, never twice at a time.
     *
     * @param version as last told; the page reloads itself when {@code GET version} no longer says so
     * @return HTML; nothing while there is nothing to see
     */
    Optional<String> html(String version);
}

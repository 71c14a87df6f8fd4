package org.weightbalancing.app.live;

import java.time.Duration;

/**
 * How long a live page takes its time.
 *
 * @param pause between the end of one rendering and the begin of the next
 * @param watched how long after a page has last asked it counts as open
 * @param end how long an open page is given at most to load the end
 */
record LiveTimes(Duration pause, Duration watched, Duration end) {

    static final LiveTimes USUAL = new LiveTimes(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15));
}

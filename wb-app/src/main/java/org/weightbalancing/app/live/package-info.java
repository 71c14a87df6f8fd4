/**
 * Shows the report of a run or study in a browser of the same machine while it goes on.
 *
 * <pre>{@code
 * try (LiveReport live = LiveReport.bind(0)) {
 *     live.show(Path.of("runs/demo"), (runs, version) -> Report.live(runs).html());
 *     System.err.println(live.address());                        // http://127.0.0.1:PORT/
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.app.live.LiveReport} is the server;
 *   <li>{@link org.weightbalancing.app.live.Watched} is what it shows, such as a study: a page, and a version that changes
 *       with it;
 *   <li>{@link org.weightbalancing.app.live.LivePage} makes the page of runs, and knows all of reports;
 *   <li>{@code WatchedFolder} is what is watched of a folder of runs: it finds them and tells when their files change;
 *   <li>{@code LatestPage} keeps the page of the last change, {@code LiveHandler} answers requests, {@code ProcessEnd} tells
 *       whether there is time to wait for anybody.
 * </ul>
 */
package org.weightbalancing.app.live;

/**
 * Shows the report of a run in a browser of the same machine while the run goes on.
 *
 * <pre>{@code
 * try (LiveReport live = LiveReport.bind(0, (runs, version) -> Report.live(runs).html())) {
 *     live.show(Path.of("runs/demo"));
 *     System.err.println(live.address());                        // http://127.0.0.1:PORT/
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.app.live.LiveReport} is the server;
 *   <li>{@link org.weightbalancing.app.live.LivePage} makes the page, and knows all of reports;
 *   <li>{@code WatchedFolder} finds the runs of a folder and tells when their files change, {@code LatestPage} keeps the
 *       page of the last change, {@code LiveHandler} answers requests.
 * </ul>
 */
package org.weightbalancing.app.live;

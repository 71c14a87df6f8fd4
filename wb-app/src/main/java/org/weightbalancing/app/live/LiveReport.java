package org.weightbalancing.app.live;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the report of a running experiment or study to browsers of this machine, and to nobody else: it listens on 127.0.0.1
 * only, and refuses requests that name another host.
 *
 * <p>The page is made when somebody asks and something has changed, at most one at a time, in threads of low priority, and
 * not within two seconds of the last; what fails there is told on the page and nowhere else. Threads are daemons.
 */
public final class LiveReport implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration LOOK = Duration.ofMillis(50);

    private final HttpServer server;
    private final ExecutorService threads;
    private final LiveTimes times;
    private final ProcessEnd end = new ProcessEnd();
    private Optional<LiveHandler> handler = Optional.empty();

    private LiveReport(HttpServer server, LiveTimes times) {
        this.server = server;
        this.times = times;
        this.threads = Executors.newFixedThreadPool(THREADS, LiveReport::background);
    }

    /**
     * Takes a port; nothing is answered before {@link #show}.
     *
     * @param port 1..65535, or 0 for any that is free
     * @throws BindException if the port is taken or not allowed to this user
     */
    public static LiveReport bind(int port) throws BindException {
        return bind(port, LiveTimes.USUAL);
    }

    /** As above, with other times. */
    static LiveReport bind(int port, LiveTimes times) throws BindException {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port = " + port + ", but 0..65535 is required");
        }
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return new LiveReport(HttpServer.create(new InetSocketAddress(loopback, port), 0), times);
        } catch (BindException e) {
            throw e;
        } catch (IOException e) {
            BindException refused = new BindException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /** The address of the page. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /**
     * Begins to answer; at most once.
     *
     * @param folder a run directory, or one that holds run directories; they may appear later
     * @param page makes what is shown of them
     */
    public void show(Path folder, LivePage page) {
        show(new WatchedFolder(folder, page));
    }

    /**
     * Begins to answer; at most once.
     *
     * @param watched is shown
     */
    public void show(Watched watched) {
        server.setExecutor(threads);
        LiveHandler answering = new LiveHandler(watched, new LatestPage(watched, times.pause()));
        server.createContext("/", answering);
        handler = Optional.of(answering);
        // The server's own thread is a daemon of low priority because the one that starts it is.
        Thread starter = background(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process ends. */
    ProcessEnd end() {
        return end;
    }

    /** Waits while somebody watches and has not seen the end; tells whether there is anybody. */
    private boolean showEnd(LiveHandler handler) {
        handler.end();
        if (!handler.isWatched(times.watched()) || end.hasBegun()) {
            return false;
        }
        long begin = System.nanoTime();
        try {
            while (handler.isUnseen()
                    && handler.isWatched(times.watched())
                    && System.nanoTime() - begin < times.end().toNanos()) {
                if (end.await(LOOK)) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    // Nothing depends on it; a page that comes later leaves more to the training.
    @SuppressWarnings("ThreadPriorityCheck")
    private static Thread background(Runnable work) {
        Thread thread = new Thread(work, "wb-live");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Stops; a page that is open is given some seconds to load the end, and stays. Nobody is waited for once the calling
     * thread is interrupted or the process is told to end.
     */
    @Override
    public void close() {
        boolean watched = false;
        try {
            watched = handler.filter(this::showEnd).isPresent();
        } finally {
            server.stop(watched ? 1 : 0);
            threads.shutdownNow();
            end.close();
        }
    }
}

package org.weightbalancing.app.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Answers {@code GET /} with the page and {@code GET /version} with the version of the files.
 *
 * <p>The Host of a request must be this machine under its own name: a page of another site that has its name point here
 * would else read the report.
 */
final class LiveHandler implements HttpHandler {

    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            + "script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private static final String PAGE = "/";
    private static final int HTTP = 80;

    private final Watched watched;
    private final LatestPage page;
    private final AtomicReference<Optional<String>> unasked = new AtomicReference<>(Optional.empty());
    private final AtomicInteger loading = new AtomicInteger();
    private volatile Optional<Long> asked = Optional.empty();

    LiveHandler(Watched watched, LatestPage page) {
        this.watched = watched;
        this.page = page;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        boolean page = exchange.getRequestURI().getPath().equals(PAGE) && isOurs(exchange);
        if (page) {
            loading.incrementAndGet();
        }
        try (exchange) {
            send(exchange, answer(exchange));
        } finally {
            if (page) {
                loading.decrementAndGet();
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!isOurs(exchange)) {
            return Answer.refused(403, "The Host of the request is not this server.");
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.refused(405, "Only GET and HEAD are allowed.");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case PAGE -> page();
            case "/version" -> version();
            default -> Answer.refused(404, "There is nothing here; the report is at /.");
        };
    }

    // Whoever has just loaded the page asks from when on it is outdated: from the files that it was made of, not from
    // those that came while it was made.
    private Answer version() {
        asked = Optional.of(System.nanoTime());
        return Answer.text(unasked.getAndSet(Optional.empty()).orElseGet(watched::version));
    }

    /** Whether a page is being loaded, or one that is open asked for the version not long ago. */
    boolean isWatched(Duration notLong) {
        return loading.get() > 0
                || asked.filter(then -> System.nanoTime() - then < notLong.toNanos())
                        .isPresent();
    }

    /** Lets the last page be made at once. */
    void end() {
        page.end();
    }

    /** Whether nobody has loaded the page of the newest files, to its last byte. */
    boolean isUnseen() {
        return loading.get() > 0 || !page.isCurrent();
    }

    private Answer page() {
        try {
            Answer answer = page.answer();
            unasked.set(page.version());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused(503, "The run has ended.");
        }
    }

    private static boolean isOurs(HttpExchange exchange) {
        int port = exchange.getLocalAddress().getPort();
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        // Browsers leave the usual port out.
        String suffix = port == HTTP ? "" : ":" + port;
        return hosts.size() == 1
                && Stream.of("127.0.0.1", "localhost")
                        .anyMatch(name -> hosts.get(0).equals(name + suffix)
                                || hosts.get(0).equals(name + ":" + port));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.bytes();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type() + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Content-Security-Policy", POLICY);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}

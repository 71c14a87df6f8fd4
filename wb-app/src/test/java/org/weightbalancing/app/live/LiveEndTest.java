package org.weightbalancing.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who sees the end of a run, and who waits for whom then. */
final class LiveEndTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final HttpClient browser = HttpClient.newHttpClient();

    @TempDir
    private Path run;

    private LiveReport live;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(run.resolve("experiment.yaml"), "name: x\n");
    }

    @AfterEach
    void stop() {
        live.end().begin();
        live.close();
    }

    private String painted(List<Path> runs, String version) {
        return "<p>" + runs + " " + version;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(live.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    private void show(LiveTimes times) throws IOException {
        live = LiveReport.bind(0, times);
        live.show(run, this::painted);
    }

    /** Closes in a thread of its own, and gives that when it has ended or waits. */
    private Thread closing() throws InterruptedException {
        Thread thread = new Thread(live::close);
        thread.start();
        while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(5);
        }
        return thread;
    }

    /** It would wait for ever: nobody fetches the page. */
    @Test
    @Timeout(600)
    void withoutAnybodyWhoWatchesClosingDoesNotWait() throws IOException, InterruptedException {
        show(new LiveTimes(Duration.ZERO, FOREVER, FOREVER));
        get("/");
        Files.writeString(run.resolve("report.json"), "{}");
        live.close();
    }

    @Test
    @Timeout(600)
    void whoeverWatchesSeesTheEnd() throws Exception {
        show(new LiveTimes(Duration.ZERO, FOREVER, FOREVER));
        get("/version");
        Files.writeString(run.resolve("report.json"), "{}");
        Thread closing = closing();
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(live.address().resolve("version"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .as("who comes anew is answered until the page was fetched")
                .isEqualTo(200);
        assertThat(closing.isAlive()).isTrue();
        String newest = get("/version").body();
        assertThat(get("/").body()).endsWith(" " + newest);
        closing.join();
    }

    /** The page was made just now, and is not to be made anew for a day. */
    @Test
    @Timeout(600)
    void theEndIsSeenWithoutAPause() throws Exception {
        show(new LiveTimes(FOREVER, FOREVER, FOREVER));
        String before = get("/").body();
        get("/version");
        Files.writeString(run.resolve("report.json"), "{}");
        CompletableFuture<HttpResponse<String>> newest =
                browser.sendAsync(HttpRequest.newBuilder(live.address()).build(), BodyHandlers.ofString());
        live.close();
        assertThat(newest.get().statusCode()).isEqualTo(200);
        assertThat(newest.get().body()).startsWith("<p>").isNotEqualTo(before);
    }

    @Test
    @Timeout(600)
    void patienceWithAPageThatIsNotFetchedEnds() throws IOException, InterruptedException {
        show(new LiveTimes(Duration.ZERO, FOREVER, Duration.ofMillis(10)));
        get("/version");
        live.close();
    }

    @Test
    @Timeout(600)
    void aPageThatNoLongerAsksIsNotWaitedFor() throws IOException, InterruptedException {
        show(new LiveTimes(Duration.ZERO, Duration.ofMillis(10), FOREVER));
        get("/version");
        live.close();
    }

    /** It would wait for ever: a page is open that nobody fetches. */
    @Test
    @Timeout(600)
    void whenTheProcessEndsNobodyIsWaitedFor() throws IOException, InterruptedException {
        show(new LiveTimes(Duration.ZERO, FOREVER, FOREVER));
        get("/version");
        Thread closing = closing();
        assertThat(closing.isAlive()).isTrue();
        live.end().begin();
        closing.join();
        show(new LiveTimes(Duration.ZERO, FOREVER, FOREVER));
        get("/version");
        live.end().begin();
        live.close();
    }

    @Test
    @Timeout(600)
    void anInterruptIsNotWaitedFor() throws IOException, InterruptedException {
        show(new LiveTimes(Duration.ZERO, FOREVER, FOREVER));
        get("/version");
        Thread closing = closing();
        assertThat(closing.isAlive()).isTrue();
        closing.interrupt();
        closing.join();
    }

    @Test
    @Timeout(600)
    void aVersionThatCannotBeToldStopsTheServerAllTheSame() throws IOException, InterruptedException {
        AtomicBoolean broken = new AtomicBoolean();
        live = LiveReport.bind(0, new LiveTimes(Duration.ZERO, FOREVER, FOREVER));
        live.show(new Watched() {
            @Override
            public String version() {
                if (broken.get()) {
                    throw new IllegalStateException("gone");
                }
                return "1";
            }

            @Override
            public Optional<String> html(String version) {
                return Optional.of("");
            }
        });
        get("/");
        get("/version");
        broken.set(true);
        URI address = live.address();
        assertThatThrownBy(live::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("gone");
        // A browser of its own: the other one has a connection that it may not know to be closed.
        HttpClient other = HttpClient.newHttpClient();
        assertThatThrownBy(() -> other.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
        broken.set(false);
    }
}

package org.weightbalancing.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LiveHandlerTest {

    /** More than sockets hold. */
    private static final int MUCH = 40_000_000;

    /** A page of many letters that never changes. */
    private static final class Large implements Watched {

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Optional<String> html(String version) {
            return Optional.of("x".repeat(MUCH));
        }
    }

    @Test
    @Timeout(600)
    void aPageIsUnseenUntilItsLastByteIsSent() throws IOException, InterruptedException {
        LatestPage page = new LatestPage(new Large(), Duration.ZERO);
        LiveHandler handler = new LiveHandler(new Large(), page);
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        int port = server.getAddress().getPort();
        assertThat(handler.isUnseen()).isTrue();
        try (Socket socket = new Socket(loopback, port)) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (!page.isCurrent()) {
                Thread.sleep(5);
            }
            assertThat(handler.isUnseen()).as("made, but nobody reads it").isTrue();
            assertThat(handler.isWatched(Duration.ZERO)).isTrue();
            assertThat(socket.getInputStream().readAllBytes()).hasSizeGreaterThan(MUCH);
            while (handler.isUnseen()) {
                Thread.sleep(5);
            }
            assertThat(handler.isWatched(Duration.ZERO)).isFalse();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** Else the command would say that it did not stop. */
    @Test
    void patienceIsShorterThanThatOfWhoInterrupts() {
        assertThat(LiveTimes.USUAL.end()).isLessThan(Duration.ofSeconds(20));
    }
}

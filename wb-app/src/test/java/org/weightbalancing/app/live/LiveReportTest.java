package org.weightbalancing.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveReportTest {

    private static final LiveTimes TIMES = new LiveTimes(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10));

    private final HttpClient browser = HttpClient.newHttpClient();
    private final AtomicReference<Thread> painter = new AtomicReference<>();

    @TempDir
    private Path run;

    private LiveReport live;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(run.resolve("experiment.yaml"), "name: x\n");
        live = LiveReport.bind(0, TIMES);
        live.show(run, this::painted);
    }

    private String painted(List<Path> runs, String version) {
        painter.set(Thread.currentThread());
        return "<p>" + runs + " " + version;
    }

    @AfterEach
    void stop() {
        live.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(live.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    /** The first line of the answer to a request as it is written here. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                live.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void thePageIsMadeOfTheRunAndItsVersion() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        String version = get("/version").body();
        assertThat(version).matches("[0-9a-f]{1,8}");
        assertThat(page.body()).isEqualTo("<p>[" + run + "] " + version);
        assertThat(painter.get().isDaemon()).isTrue();
        assertThat(painter.get().getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    }

    @Test
    void nothingIsKeptFramedOrLoadedFromElsewhere() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none';")
                .contains("connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("http");
        assertThat(page.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void headHasNoBody() throws IOException, InterruptedException {
        HttpResponse<String> page = browser.send(
                HttpRequest.newBuilder(live.address())
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEmpty();
        assertThat(page.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isEqualTo(get("/").body().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"})
    void otherMethodsAreRefused(String method) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(live.address())
                        .method(method, BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/version/", "/experiment.yaml", "/../experiment.yaml", "/%2e%2e/"})
    void otherPathsAreNotThere(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + live.address().getPort() + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, 200",
        "localhost:PORT, 200",
        "127.0.0.1, 403",
        "127.0.0.1:1, 403",
        "evil.example:PORT, 403",
        "127.0.0.1.evil.example:PORT, 403",
        "'', 403"
    })
    void theHostMustBeThisServer(String host, int status) throws IOException {
        String port = Integer.toString(live.address().getPort());
        assertThat(raw("GET / HTTP/1.1\r\nHost: " + host.replace("PORT", port) + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aRequestWithoutHostOrWithTwoIsRefused() throws IOException {
        String host = "Host: 127.0.0.1:" + live.address().getPort() + "\r\n";
        assertThat(raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.1\r\n" + host + host + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void noOtherAddressOfTheMachineAnswers() throws IOException {
        Optional<InetAddress> other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .findFirst();
        assumeThat(other).as("an address besides the loopback").isPresent();
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(
                            new InetSocketAddress(other.get(), live.address().getPort()), 2000))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theVersionChangesWithTheFiles() throws IOException, InterruptedException {
        String before = get("/version").body();
        assertThat(get("/version").body()).isEqualTo(before);
        Files.writeString(run.resolve("epochs.csv"), "stage\n");
        String after = get("/version").body();
        assertThat(after).isNotEqualTo(before);
        assertThat(get("/").body()).endsWith(" " + after);
    }

    private String withOneChange(List<Path> runs, String version) {
        try {
            if (!Files.exists(run.resolve("report.json"))) {
                Files.writeString(run.resolve("report.json"), "{}");
            }
            return version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Else a page would stay as it is that was outdated before it was loaded. */
    @Test
    void aChangeWhileThePageIsMadeIsNoticed() throws IOException, InterruptedException {
        live.close();
        live = LiveReport.bind(0, TIMES);
        live.show(run, this::withOneChange);
        String shown = get("/").body();
        assertThat(get("/version").body()).isEqualTo(shown);
        assertThat(get("/version").body()).isNotEqualTo(shown);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void afterTheEndNobodyAnswers() {
        URI address = live.address();
        live.close();
        assertThatThrownBy(() -> browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThatThrownBy(() -> LiveReport.bind(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port = 65536, but 0..65535 is required");
    }
}

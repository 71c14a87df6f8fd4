package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.StoredRuns;
import org.weightbalancing.app.run.ExitCode;

/** What somebody sees who watches a run in the browser. */
final class WatchTest {

    private static final String SMALL = """
            name: small
            data:
              source: {name: drawn, largest: 6, validation-per-class: 0, test-per-class: 1}
              long-tail: {profile: exponential, imbalance: 3}
            model: {architecture: resnet-8, width: 2}
            stages:
              - {name: features, epochs: 3, learning-rate: 0.01}
            """;
    private static final String SEARCH = """
            name: little
            experiment:
              name: small
              data:
                source: {name: drawn, largest: 6, validation-per-class: 1, test-per-class: 1}
                long-tail: {profile: exponential, imbalance: 3}
              model: {architecture: resnet-8, width: 2}
              stages:
                - {name: features, epochs: 1, learning-rate: 0.01}
            objective: {method: features}
            space:
              stages.features.learning-rate: {log-uniform: [1e-3, 1e-1]}
            generator: random
            budget: {trials: 2}
            """;
    private static final int MINUTES = 5;
    private static final String TOLD = "wb: watch it on ";

    private final HttpClient browser = HttpClient.newHttpClient();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path experiment;

    @BeforeEach
    void writeExperiment() throws IOException {
        experiment = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    private int wb(Writer messages, Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return Main.execute(new PrintWriter(Writer.nullWriter()), new PrintWriter(messages, true), texts);
    }

    /** Loads the page as soon as its address is told, in the thread of the run, which waits meanwhile. */
    private final class Spectator extends StringWriter {

        private Optional<HttpResponse<String>> page = Optional.empty();

        @Override
        public void flush() {
            if (page.isEmpty()) {
                page = toString()
                        .lines()
                        .filter(line -> line.startsWith(TOLD))
                        .findFirst()
                        .map(line -> fetch(URI.create(line.substring(TOLD.length())))
                                .orTimeout(MINUTES, TimeUnit.MINUTES)
                                .join());
            }
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private CompletableFuture<HttpResponse<String>> fetch(URI address) {
        return browser.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Test
    void aRunIsSeenWhileItGoesOnAndNoLonger() {
        Spectator spectator = new Spectator();
        assertThat(wb(spectator, "train", experiment, "-o", folder.resolve("run"), "--watch", "--quiet"))
                .isEqualTo(ExitCode.OK);
        HttpResponse<String> page = spectator.page.orElseThrow();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(page.uri().getHost()).isEqualTo("127.0.0.1");
        assertThat(fetch(page.uri())).failsWithin(MINUTES, TimeUnit.MINUTES);
    }

    @Test
    void aStudyIsSeenWhileItGoesOnAndNoLonger() throws Exception {
        Path search = Files.writeString(folder.resolve("little.yaml"), SEARCH);
        Spectator spectator = new Spectator();
        assertThat(wb(spectator, "search", search, "-o", folder.resolve("study"), "--watch", "--quiet", "--no-test"))
                .as(spectator.toString())
                .isEqualTo(ExitCode.OK);
        HttpResponse<String> page = spectator.page.orElseThrow();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .startsWith("<!DOCTYPE html>")
                .contains("little", "<span class=\"live\">live</span>", "What was searched");
        assertThat(fetch(page.uri())).failsWithin(MINUTES, TimeUnit.MINUTES);
        assertThat(wb(err, "search", folder.resolve("study"), "--resume", "--watch", "--quiet", "--no-test"))
                .isEqualTo(ExitCode.OK);
        assertThat(err.toString().lines().filter(line -> line.startsWith(TOLD))).hasSize(1);
    }

    @Test
    void theOptionMayStandBeforeTheExperiment() {
        assertThat(wb(err, "train", "--watch", experiment, "-o", folder.resolve("run"), "--quiet"))
                .isEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains(TOLD + "http://127.0.0.1:");
    }

    @Test
    void aPortMayBeAttachedOrFollow() throws IOException {
        onFreePort(port -> wb(err, "train", experiment, "-o", folder.resolve("one"), "--watch=" + port, "--quiet"));
        onFreePort(port -> wb(err, "train", "--watch", port, experiment, "-o", folder.resolve("two"), "--quiet"));
    }

    /** Another program may take a port that was free just now: then another is tried. */
    private void onFreePort(IntUnaryOperator command) throws IOException {
        int port;
        int code;
        int tries = 0;
        do {
            try (ServerSocket free = new ServerSocket(0, 1, loopback())) {
                port = free.getLocalPort();
            }
            err.getBuffer().setLength(0);
            code = command.applyAsInt(port);
            tries++;
        } while (err.toString().contains("port " + port + " of 127.0.0.1 cannot be taken") && tries < 20);
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains(TOLD + "http://127.0.0.1:" + port + "/");
    }

    @Test
    void aFolderOfRepetitionsIsShownToo() {
        RepetitionFolder runs = StoredRuns.folder(folder.resolve("runs"), "0");
        StoredRuns.complete(runs.run(0), "u", 0.75, "00001123", "00001120");
        assertThat(wb(err, "resume", runs.path(), "--watch", "--quiet")).isEqualTo(ExitCode.OK);
        assertThat(err.toString().lines().filter(line -> line.startsWith(TOLD))).hasSize(1);
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingIsWritten() throws IOException {
        Path run = folder.resolve("run");
        try (ServerSocket taken = new ServerSocket(0, 1, loopback())) {
            assertThat(wb(err, "train", experiment, "-o", run, "--watch=" + taken.getLocalPort()))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(err.toString())
                    .startsWith("wb: --watch: port " + taken.getLocalPort() + " of 127.0.0.1 cannot be taken")
                    .contains("name another");
            assertThat(wb(err, "train", experiment, "-o", run, "--seeds", "0,1", "--watch=" + taken.getLocalPort()))
                    .isEqualTo(ExitCode.USAGE);
        }
        assertThat(run).doesNotExist();
    }

    @Test
    void whatIsNoPortIsRefused() {
        assertThat(wb(err, "train", experiment, "-o", folder.resolve("run"), "--watch=70000"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--watch is 70000, allowed is a port, 0 to 65535");
        assertThat(wb(err, "train", experiment, "--watch=x")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Invalid value for option '--watch'");
    }
}

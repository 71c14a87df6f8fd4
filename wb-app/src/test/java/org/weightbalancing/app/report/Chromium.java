package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A browser without a window, driven over its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final int SECONDS = 600;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private Chromium(Process process, int port) throws IOException, InterruptedException {
        this.process = process;
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        Optional<URI> page = page(http, list);
        // The port may be open before there is a page.
        for (int tenths = 0; tenths < 10 * SECONDS && page.isEmpty(); tenths++) {
            TimeUnit.MILLISECONDS.sleep(100);
            page = page(http, list);
        }
        this.socket = http.newWebSocketBuilder()
                .buildAsync(page.orElseThrow(), new Answers())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", JSON.createObjectNode());
        }
    }

    private static Optional<URI> page(HttpClient http, HttpRequest list) throws IOException, InterruptedException {
        String targets = http.send(list, HttpResponse.BodyHandlers.ofString()).body();
        return StreamSupport.stream(JSON.readTree(targets).spliterator(), false)
                .filter(target -> target.path("type").asText().equals("page"))
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asText()))
                .findFirst();
    }

    /** The program of a browser on this machine, if there is one. */
    static Optional<Path> program() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("WB_CHROMIUM")),
                        Stream.of("chromium", "chromium-browser", "google-chrome")
                                .map(name -> "/usr/bin/" + name))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a browser with a profile of its own. */
    static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // Its socket then goes with the profile.
        builder.environment().put("TMPDIR", profile.toString());
        Process process = builder.start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int tenths = 0; tenths < 10 * SECONDS && !(Files.exists(port) && Files.size(port) > 0); tenths++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (!Files.exists(port)) {
            process.destroyForcibly();
            throw new AssertionError(program + " did not start in " + SECONDS + " seconds");
        }
        return new Chromium(process, Integer.parseInt(Files.readAllLines(port).get(0)));
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean whole) {
            text.append(data);
            if (whole) {
                receive(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void receive(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.has("id")) {
                answers.remove(message.path("id").asInt()).complete(message);
            } else {
                events.add(message);
            }
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    /** Calls a method and returns its result. */
    JsonNode call(String method, ObjectNode parameters) {
        int id = last.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode result = answer.get(SECONDS, TimeUnit.SECONDS);
            if (result.has("error")) {
                throw new AssertionError(method + ": " + result.path("error"));
            }
            return result.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    /** Opens a page of a width, light or dark, and waits until it is there; forgets the events before. */
    void open(URI page, int width, String scheme) {
        events.clear();
        call(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", 900)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", media);
        call("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
        awaitLoad();
    }

    /** Waits for the load that follows a navigation: scripts may still meet the page before until then. */
    private void awaitLoad() {
        long begun = System.nanoTime();
        while (!isLoaded()) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(SECONDS)) {
                throw new AssertionError("the page was not loaded in " + SECONDS + " seconds: " + events);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private boolean isLoaded() {
        List<String> methods =
                events.stream().map(event -> event.path("method").asText()).toList();
        int navigated = methods.indexOf("Page.frameNavigated");
        return navigated >= 0 && methods.lastIndexOf("Page.loadEventFired") > navigated;
    }

    /** The value of an expression or of what it promises. */
    JsonNode evaluate(String script) {
        JsonNode result = call(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", script)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(script + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Addresses that the page asked for, without those that hold their content. */
    List<String> requests() {
        return events("Network.requestWillBeSent")
                .map(event -> event.path("params").path("request").path("url").asText())
                .filter(url -> !url.startsWith("data:"))
                .toList();
    }

    /** Exceptions and errors in the console. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        events("Runtime.exceptionThrown").map(JsonNode::toString).forEach(errors::add);
        events("Log.entryAdded")
                .filter(event -> event.path("params")
                        .path("entry")
                        .path("level")
                        .asText()
                        .equals("error"))
                .map(JsonNode::toString)
                .forEach(errors::add);
        events("Runtime.consoleAPICalled")
                .filter(event -> event.path("params").path("type").asText().equals("error"))
                .map(JsonNode::toString)
                .forEach(errors::add);
        return errors;
    }

    private Stream<JsonNode> events(String method) {
        return events.stream().filter(event -> event.path("method").asText().equals(method));
    }

    /** The whole page as PNG. */
    byte[] screenshot() {
        JsonNode result = call("Page.captureScreenshot", JSON.createObjectNode().put("captureBeyondViewport", true));
        return Base64.getDecoder().decode(result.path("data").asText());
    }

    @Override
    public void close() {
        socket.abort();
        // Its helpers would else go on writing to the profile that is deleted next.
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            for (ProcessHandle helper : helpers) {
                helper.destroyForcibly();
                helper.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

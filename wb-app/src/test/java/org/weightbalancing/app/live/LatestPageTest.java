package org.weightbalancing.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatestPageTest {

    private final AtomicInteger rendered = new AtomicInteger();

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(folder.resolve("experiment.yaml"), "x");
    }

    private static WatchedFolder watched(Path folder) {
        return new WatchedFolder(folder, (runs, version) -> "");
    }

    private LatestPage page(Duration pause) {
        return new LatestPage(
                new WatchedFolder(folder, (runs, version) -> "page " + rendered.incrementAndGet()), pause);
    }

    @Test
    void manyTabsCostOneRendering() throws InterruptedException {
        CountDownLatch together = new CountDownLatch(1);
        LatestPage page = page(Duration.ZERO);
        List<CompletableFuture<String>> tabs = IntStream.range(0, 4)
                .mapToObj(tab -> CompletableFuture.supplyAsync(() -> {
                    try {
                        together.await();
                        return page.answer().text();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        together.countDown();
        assertThat(tabs).allSatisfy(tab -> assertThat(tab.join()).isEqualTo("page 1"));
        assertThat(page.answer().text()).isEqualTo("page 1");
    }

    @Test
    void aChangeIsRenderedButNotBeforeThePauseIsOver() throws Exception {
        LatestPage page = page(Duration.ofDays(1));
        assertThat(page.isCurrent()).isFalse();
        assertThat(page.answer().text()).isEqualTo("page 1");
        assertThat(page.isCurrent()).isTrue();
        assertThat(page.answer().text()).as("nobody waits for the same files").isEqualTo("page 1");
        Files.writeString(folder.resolve("epochs.csv"), "x");
        assertThat(page.isCurrent()).isFalse();
        FutureTask<Answer> second = new FutureTask<>(page::answer);
        Thread tab = new Thread(second);
        tab.start();
        while (tab.getState() != Thread.State.TIMED_WAITING && !second.isDone()) {
            Thread.sleep(5);
        }
        assertThat(second.isDone()).isFalse();
        assertThat(rendered).hasValue(1);
        page.end();
        assertThat(second.get(1, TimeUnit.MINUTES).text()).isEqualTo("page 2");
        Files.writeString(folder.resolve("epochs.csv"), "xy");
        assertThat(page.answer().text()).as("no pause after the end").isEqualTo("page 3");
    }

    @Test
    void afterAPauseAChangeIsRendered() throws IOException, InterruptedException {
        LatestPage page = page(Duration.ofMillis(1));
        page.answer();
        Files.writeString(folder.resolve("epochs.csv"), "x");
        assertThat(page.answer().text()).isEqualTo("page 2");
    }

    @Test
    void whatFailsIsOneEscapedSentenceAndIsTriedAgainAfterAChange() throws IOException, InterruptedException {
        LatestPage page = new LatestPage(
                new WatchedFolder(folder, (runs, version) -> {
                    if (rendered.incrementAndGet() == 1) {
                        throw new IllegalStateException("<script>alert('x')</script> & \"y\"");
                    }
                    if (rendered.get() == 2) {
                        throw new StackOverflowError();
                    }
                    return "good";
                }),
                Duration.ZERO);
        Answer failed = page.answer();
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text())
                .contains("<p>The report cannot be made: &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; "
                        + "&amp; &quot;y&quot;</p>")
                .contains("http-equiv=\"refresh\"");
        assertThat(page.answer()).as("the same files").isSameAs(failed);
        Files.writeString(folder.resolve("a.csv"), "x");
        assertThat(page.answer().text()).contains("StackOverflowError");
        Files.writeString(folder.resolve("b.csv"), "x");
        assertThat(page.answer()).isEqualTo(new Answer(200, "text/html", "good"));
    }

    @Test
    void aFolderWithoutRunsWaits() throws IOException, InterruptedException {
        Files.delete(folder.resolve("experiment.yaml"));
        assertThat(page(Duration.ZERO).answer().text()).contains("only begun").contains("refresh");
        assertThat(rendered).hasValue(0);
    }

    @Test
    void aFolderIsOneRunOrHoldsSeveralInOrder() throws IOException {
        assertThat(watched(folder).runs()).containsExactly(folder);
        Files.delete(folder.resolve("experiment.yaml"));
        for (String seed : List.of("s10", "s9", "none")) {
            Files.createDirectory(folder.resolve(seed));
        }
        for (String seed : List.of("s10", "s9")) {
            Files.writeString(folder.resolve(seed).resolve("experiment.yaml"), "x");
        }
        assertThat(watched(folder).runs()).containsExactly(folder.resolve("s9"), folder.resolve("s10"));
        assertThat(watched(folder.resolve("absent")).runs()).isEmpty();
        assertThat(watched(folder.resolve("absent")).version()).isEqualTo("0");
    }

    @Test
    void filesThatNoReportShowsDoNotChangeTheVersion() throws IOException {
        WatchedFolder watched = watched(folder);
        String version = watched.version();
        for (String directory : List.of("models", "checkpoints", "logits")) {
            Files.createDirectory(folder.resolve(directory));
            Files.writeString(folder.resolve(directory).resolve("x.zip"), "x");
        }
        for (String file : List.of("lock", "run.log", "report.json.part")) {
            Files.writeString(folder.resolve(file), "x");
        }
        assertThat(watched.version()).isEqualTo(version);
        Path deep = Files.createDirectories(folder.resolve("geometry/stage")).resolve("epochs.csv");
        Files.writeString(deep, "1");
        String first = watched.version();
        Files.writeString(deep, "12");
        String second = watched.version();
        Files.delete(deep);
        assertThat(Stream.of(version, first, second)).doesNotHaveDuplicates();
        assertThat(watched.version()).isEqualTo(version);
    }
}

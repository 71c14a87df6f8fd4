package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerTest {

    @TempDir
    private Path processes;

    private static String status(String state, String start) {
        return "7 (a) b) " + state + " 1" + " 0".repeat(17) + " " + start + " 0 0\n";
    }

    @Test
    void processKnowsItselfAndItsParent() {
        Owner here = Owner.here();
        assertThat(here.gone()).isFalse();
        assertThat(here.sees(Owner.here())).isTrue();
        assertThat(here.sees(Studies.foreign())).isFalse();
        assertThat(here.startedOrIs(here)).isTrue();
        assertThat(Studies.dead().gone()).isTrue();
        assertThat(Studies.dead().startedOrIs(here)).isFalse();
        Owner child = new Owner(here.host(), here.machine(), Long.MAX_VALUE, "1");
        assertThat(child.gone()).isTrue();
        assertThat(here.startedOrIs(child)).isFalse();
    }

    @Test
    void startIsReadBehindAnyName() throws IOException {
        Path stat = Files.createDirectory(processes.resolve("7")).resolve("stat");
        Files.writeString(stat, status("S", "4711"));
        assertThat(Owner.start(processes, 7)).contains("4711");
        Files.writeString(stat, status("Z", "4711"));
        assertThat(Owner.start(processes, 7)).as("a zombie").isEmpty();
    }

    @Test
    void onlyAProcessThatIsNotThereIsGone() throws IOException {
        Files.createDirectories(processes.resolve("7/stat"));
        assertThat(Owner.start(processes, 7)).as("cannot be read").contains("unknown");
        assertThat(Owner.start(processes, 8)).isEmpty();
    }

    @Test
    void withoutTheNameOfABootNobodyElseIsSeen() {
        Owner mine = new Owner("mac", "mac/unknown/unknown/ada", 7, "2026-01-31T12:00:00Z");
        Owner other = new Owner("mac", "mac/unknown/unknown/ada", 8, "2026-01-31T12:00:00Z");
        assertThat(mine.sees(other)).isFalse();
        assertThat(mine.sees(mine)).isTrue();
        Owner linux = new Owner("mac", "mac/boot/unknown/ada", 7, "12");
        assertThat(linux.sees(new Owner("mac", "mac/boot/unknown/ada", 8, "12")))
                .isTrue();
    }

    @Test
    void tagTellsWhetherItsProcessIsGone() {
        Owner here = Owner.here();
        assertThat(here.tag()).matches("\\w+-" + here.pid() + "-\\w+");
        assertThat(here.knowsGone(here.tag())).isFalse();
        assertThat(here.knowsGone(new Owner(here.host(), here.machine(), here.pid(), "1").tag()))
                .isTrue();
        assertThat(here.knowsGone(new Owner(here.host(), "elsewhere", here.pid(), "1").tag()))
                .isFalse();
    }
}

package org.weightbalancing.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What Linux tells of the processor and the process; other systems tell nothing here. */
final class Cpu {

    private static final Path INFO = Path.of("/proc/cpuinfo");
    private static final Path STATUS = Path.of("/proc/self/status");

    private Cpu() {}

    /** The processor's name, or "unknown". */
    static String model() {
        return field(INFO, "model name").orElse("unknown");
    }

    /** The most memory the process has had at once. */
    static OptionalLong peakResidentBytes() {
        return field(STATUS, "VmHWM")
                .map(text -> OptionalLong.of(Long.parseLong(text.replace(" kB", "")) * 1024))
                .orElse(OptionalLong.empty());
    }

    private static Optional<String> field(Path file, String key) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

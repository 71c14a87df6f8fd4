package org.weightbalancing.app.system;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What Linux tells of the processor and the process; other systems tell nothing here. */
public final class Cpu {

    private static final Path INFO = Path.of("/proc/cpuinfo");
    private static final Path STATUS = Path.of("/proc/self/status");

    private Cpu() {}

    /** The processor's name, or "unknown". */
    static String model() {
        return field(INFO, "model name").orElse("unknown");
    }

    /** The memory the process has now. */
    static OptionalLong residentBytes() {
        return bytes("VmRSS");
    }

    /** The most memory the process has had at once. */
    public static OptionalLong peakResidentBytes() {
        return bytes("VmHWM");
    }

    private static OptionalLong bytes(String key) {
        return field(STATUS, key)
                .map(text -> OptionalLong.of(Long.parseLong(text.replace(" kB", "")) * 1024))
                .orElse(OptionalLong.empty());
    }

    private static Optional<String> field(Path file, String key) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        // Not a channel, which an interrupt would close.
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.weightbalancing.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.model.LayerPath;

/** What is needed to repeat a run, and to know whether two runs could have been equal. */
final class Provenance {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final Instant started = Instant.now();

    private Provenance() {}

    /** Notes everything that is known before training. */
    static Provenance of(String experimentSha256, long seed, Images images, Backend backend) {
        Provenance provenance = new Provenance();
        provenance.root.put("experiment-sha256", experimentSha256).put("seed", seed);
        provenance
                .root
                .putObject("data-fingerprints")
                .put("train", Fingerprint.of(images.train()))
                .put("validation", Fingerprint.of(images.validation()))
                .put("test", Fingerprint.of(images.test()));
        provenance.software(backend);
        provenance.machine();
        return provenance;
    }

    private void software(Backend backend) {
        SourceState source = SourceState.of(Path.of(System.getProperty("wb.home", ".")));
        root.putObject("software")
                .put("wb", Version.text())
                .put("commit", source.commit())
                .put("uncommitted-changes", source.dirty())
                .put("backend", backend.toString())
                .put("layers", LayerPath.of(DataType.FLOAT).name().toLowerCase(java.util.Locale.ROOT))
                .put("java", System.getProperty("java.version") + " of " + System.getProperty("java.vendor"));
    }

    private void machine() {
        Object threads = Nd4j.getExecutioner().getEnvironmentInformation().get(Nd4jEnvironment.OMP_THREADS_KEY);
        root.putObject("machine")
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("architecture", System.getProperty("os.arch"))
                .put("cpu", Cpu.model())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("threads", String.valueOf(threads));
    }

    /** The notes with times and memory as they are now, as JSON. */
    String json() {
        Instant now = Instant.now();
        root.putObject("times")
                .put("started", started.toString())
                .put("finished", now.toString())
                .put("seconds", Duration.between(started, now).toMillis() / 1e3);
        root.put(
                "peak-heap-bytes",
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum());
        Cpu.peakResidentBytes().ifPresent(bytes -> root.put("peak-resident-bytes", bytes));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }
}

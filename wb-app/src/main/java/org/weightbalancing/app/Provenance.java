package org.weightbalancing.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.model.LayerPath;

/** What is needed to repeat a run, and to know whether two runs could have been equal. */
final class Provenance {

    static final String FINGERPRINTS = "data-fingerprints";
    private static final String NETWORKS = "networks";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final Instant started = Instant.now();

    private Provenance() {}

    /** Notes everything that is known before training. */
    static Provenance of(String experimentSha256, long seed, Images images, Catalog catalog, Backend backend) {
        Provenance provenance = new Provenance();
        provenance.root.put("experiment-sha256", experimentSha256).put("seed", seed);
        ObjectNode data = provenance.root.putObject(FINGERPRINTS);
        fingerprints(images).forEach(data::put);
        provenance.root.setAll(here(backend));
        ArrayNode plugIns = provenance.root.putArray("plug-ins");
        for (PlugIn plugIn : catalog.plugIns()) {
            ObjectNode noted = plugIns.addObject().put("module", plugIn.module());
            plugIn.file().ifPresent(file -> noted.put("file", file.toString()));
            plugIn.jar().ifPresent(jar -> noted.put("sha256", sha256(jar)));
        }
        return provenance;
    }

    /**
     * Refuses a run whose methods come from jars that are not there now.
     *
     * @throws RunDirectoryException naming the jar
     */
    static void requirePlugIns(Catalog catalog, RunDirectory directory) {
        List<String> loaded = catalog.plugIns().stream().map(PlugIn::module).toList();
        for (JsonNode noted : read(directory).path("plug-ins")) {
            String module = noted.path("module").asText();
            if (!loaded.contains(module)) {
                throw new RunDirectoryException("the run used the methods of " + module + ", which is not here; name "
                        + noted.path("file").asText("its jar") + " in WB_PLUGINS");
            }
        }
    }

    /** The "software" that runs and the "machine" that it runs on. */
    static ObjectNode here(Backend backend) {
        ObjectNode here = JSON.createObjectNode();
        software(here.putObject("software"), backend);
        machine(here.putObject("machine"));
        return here;
    }

    /**
     * Refuses an experiment or networks that were changed after the run.
     *
     * @throws RunDirectoryException naming the file that differs
     */
    static void requireUnchanged(String experimentSha256, RunDirectory directory) {
        JsonNode noted = read(directory);
        if (!noted.path("experiment-sha256").asText().equals(experimentSha256)) {
            throw new RunDirectoryException(
                    directory.file(RunDirectory.EXPERIMENT) + " is not the experiment of the run: it was changed");
        }
        noted.path(NETWORKS).properties().forEach(network -> {
            Path file = directory.model(network.getKey());
            if (Files.isRegularFile(file)
                    && !sha256(file).equals(network.getValue().asText())) {
                throw new RunDirectoryException(file + " is not the network that the run wrote: it was changed");
            }
        });
    }

    private static String sha256(Path file) {
        try (InputStream in = new DigestInputStream(
                new BufferedInputStream(new FileInputStream(file.toFile())), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Refuses images other than those of a run.
     *
     * @throws DataException naming the split that differs
     */
    static void requireSame(Images images, RunDirectory directory) {
        JsonNode noted = read(directory).path(FINGERPRINTS);
        fingerprints(images).forEach((split, fingerprint) -> {
            if (!noted.path(split).asText().equals(fingerprint)) {
                throw new DataException("the " + split + " images are not those of the run: their fingerprint is "
                        + fingerprint + ", the run's is " + noted.path(split).asText("not noted"));
            }
        });
    }

    private static JsonNode read(RunDirectory directory) {
        try {
            return JSON.readTree(directory.file(RunDirectory.PROVENANCE).toFile());
        } catch (JsonProcessingException e) {
            throw new RunDirectoryException(
                    directory.file(RunDirectory.PROVENANCE) + " is not JSON: line "
                            + e.getLocation().getLineNr() + ", " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new RunDirectoryException("cannot read " + e.getMessage(), e);
        }
    }

    private static Map<String, String> fingerprints(Images images) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        fingerprints.put("train", Fingerprint.of(images.train()));
        fingerprints.put("validation", Fingerprint.of(images.validation()));
        fingerprints.put("test", Fingerprint.of(images.test()));
        return fingerprints;
    }

    private static void software(ObjectNode node, Backend backend) {
        SourceState source = SourceState.read();
        node.put("wb", source.version())
                .put("commit", source.commit())
                .put("uncommitted-changes", source.dirty())
                .put("backend", backend.toString())
                .put("layers", LayerPath.of(DataType.FLOAT).name().toLowerCase(java.util.Locale.ROOT))
                .put("java", System.getProperty("java.version") + " of " + System.getProperty("java.vendor"));
    }

    private static void machine(ObjectNode node) {
        Object threads = Nd4j.getExecutioner().getEnvironmentInformation().get(Nd4jEnvironment.OMP_THREADS_KEY);
        node.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("architecture", System.getProperty("os.arch"))
                .put("cpu", Cpu.model())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("threads", Integer.parseInt(threads.toString()));
    }

    /** Notes the identity of a network's file. */
    void network(String name, RunDirectory directory) {
        root.withObjectProperty(NETWORKS).put(name, sha256(directory.model(name)));
    }

    /** The notes of a run that goes on, as JSON: no end, no duration. */
    String running() {
        root.put("status", "running");
        root.putObject("times").put("started", started.toString());
        return text();
    }

    /** The notes of a run that has ended, with times and memory as they are now, as JSON. */
    String ended(String status) {
        Instant now = Instant.now();
        root.put("status", status);
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
        return text();
    }

    private String text() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }
}

package org.weightbalancing.app.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.PlugIn;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLog;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.Sha256;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.app.system.Cpu;
import org.weightbalancing.app.system.Surroundings;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.model.Checkpoints;

/** What is needed to repeat a run, and to know whether two runs could have been equal. */
public final class Provenance {

    /** The status of a run that has not ended. */
    public static final String RUNNING = "running";

    /** The key of the fingerprints of the images, by split. */
    public static final String FINGERPRINTS = "data-fingerprints";

    static final String NETWORKS = "networks";
    private static final String EXPERIMENT = "experiment";
    private static final String WEIGHTS = "weights";
    private static final String TIMES = "times";
    private static final String STARTED = "started";
    private static final String SESSIONS = "sessions";
    private static final String SECONDS = "seconds";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;
    private final long began = System.nanoTime();

    private Provenance(ObjectNode root) {
        this.root = root;
        root.put("status", RUNNING);
        ObjectNode times = root.withObjectProperty(TIMES);
        Instant now = Instant.now();
        if (!times.has(STARTED)) {
            times.put(STARTED, now.toString());
        }
        times.withArrayProperty(SESSIONS).addObject().put(STARTED, now.toString());
    }

    /** Notes everything that is known before training. */
    public static Provenance of(String experiment, long seed, Images images, Catalog catalog, Backend backend) {
        Provenance provenance = new Provenance(JSON.createObjectNode());
        provenance
                .root
                .put("experiment-sha256", Sha256.of(experiment.getBytes(StandardCharsets.UTF_8)))
                .put(EXPERIMENT, experiment)
                .put("seed", seed);
        ObjectNode data = provenance.root.putObject(FINGERPRINTS);
        fingerprints(images).forEach(data::put);
        provenance.root.setAll(Surroundings.here(backend));
        ArrayNode plugIns = provenance.root.putArray("plug-ins");
        for (PlugIn plugIn : catalog.plugIns()) {
            ObjectNode noted = plugIns.addObject().put("module", plugIn.module());
            plugIn.file().ifPresent(file -> noted.put("file", file.toString()));
            plugIn.jar().ifPresent(jar -> noted.put("sha256", Sha256.of(jar)));
        }
        return provenance;
    }

    /**
     * Goes on with the notes of a run that has not ended, or not well, as a new session.
     *
     * @param directory of the run
     * @param log hears of a clock that has gone backwards
     */
    public static Provenance reopen(RunDirectory directory, Backend backend, RunLog log) {
        JsonNode noted = read(directory);
        if (!(noted instanceof ObjectNode root)) {
            throw new RunDirectoryException(directory.file(RunDirectory.PROVENANCE) + " holds no notes of a run");
        }
        Optional<Instant> last = lastSession(root);
        if (last.isPresent() && last.get().isAfter(Instant.now())) {
            log.warning("the clock has gone backwards: an earlier session of the run began at " + last.get()
                    + "; times in the provenance are what the clock said");
        }
        ObjectNode before = JSON.createObjectNode();
        before.set(Surroundings.SOFTWARE, root.path(Surroundings.SOFTWARE));
        before.set(Surroundings.MACHINE, root.path(Surroundings.MACHINE));
        ObjectNode now = Surroundings.here(backend);
        if (!before.equals(now)) {
            ObjectNode moved = Surroundings.differing(before, now);
            log.warning("the run goes on under other circumstances than it began, so its result may differ from an"
                    + " uninterrupted run in the last digits: now " + moved);
            root.withArrayProperty("moved-to").add(moved);
        }
        return new Provenance(root);
    }

    private static Optional<Instant> lastSession(ObjectNode root) {
        JsonNode sessions = root.path(TIMES).path(SESSIONS);
        try {
            return sessions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(
                            sessions.get(sessions.size() - 1).path(STARTED).asText()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The resolved experiment as the run began with it, if it is noted. */
    public static Optional<String> experiment(RunDirectory directory) {
        return Optional.ofNullable(read(directory).get(EXPERIMENT)).map(JsonNode::asText);
    }

    /** How a run ended, or {@link #RUNNING} if it has not, be it that it was killed: {@code RunState} tells. */
    public static String status(RunDirectory directory) {
        return read(directory).path("status").asText(RUNNING);
    }

    /** The networks that a run has finished, in its order. */
    public static List<String> networks(RunDirectory directory) {
        List<String> names = new ArrayList<>();
        read(directory).path(NETWORKS).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** All that is noted of a run. */
    public static JsonNode read(RunDirectory directory) {
        return StoredJson.read(directory.file(RunDirectory.PROVENANCE));
    }

    /** The identity of the images, by split. */
    static Map<String, String> fingerprints(Images images) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        fingerprints.put("train", Fingerprint.of(images.train()));
        fingerprints.put("validation", Fingerprint.of(images.validation()));
        fingerprints.put("test", Fingerprint.of(images.test()));
        return fingerprints;
    }

    /** Notes the identity of a network's file and of its weights, which files of equal weights may differ around. */
    public void network(Trained trained, RunDirectory directory) {
        root.withObjectProperty(NETWORKS).put(trained.name(), Sha256.of(directory.model(trained.name())));
        root.withObjectProperty(WEIGHTS).put(trained.name(), Checkpoints.fingerprint(trained.network()));
    }

    /** The notes of a run that goes on, as JSON. */
    public String running() {
        return text();
    }

    /** The notes of a run that has ended, with times and memory as they are now, as JSON. */
    public String ended(String status) {
        root.put("status", status);
        ObjectNode times = root.withObjectProperty(TIMES);
        ArrayNode sessions = times.withArrayProperty(SESSIONS);
        ObjectNode session = (ObjectNode) sessions.get(sessions.size() - 1);
        // Not the difference of two times of day: clocks are set.
        session.put(SECONDS, Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3);
        times.put("finished", Instant.now().toString());
        if (StreamSupport.stream(sessions.spliterator(), false).allMatch(each -> each.has(SECONDS))) {
            double seconds = 0;
            for (JsonNode each : sessions) {
                seconds += each.path(SECONDS).asDouble();
            }
            times.put(SECONDS, seconds);
        } else {
            // How long a killed session took nobody has noted.
            times.putNull(SECONDS);
        }
        peak(
                "peak-heap-bytes",
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum());
        Cpu.peakResidentBytes().ifPresent(bytes -> peak("peak-resident-bytes", bytes));
        return text();
    }

    /** Notes the highest of all sessions. */
    private void peak(String key, long bytes) {
        root.put(key, Math.max(bytes, root.path(key).asLong(0)));
    }

    private String text() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }
}

package org.weightbalancing.app.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.model.LayerPath;

/** What runs here and on what: numbers can differ between two of them. */
public final class Surroundings {

    /** The key of what runs: the state of wb, the backend, the layers and Java. */
    public static final String SOFTWARE = "software";
    /** The key of the system, its processor and the threads. */
    public static final String MACHINE = "machine";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Surroundings() {}

    /** The "software" that runs and the "machine" that it runs on. */
    public static ObjectNode here(Backend backend) {
        ObjectNode here = JSON.createObjectNode();
        software(here.putObject(SOFTWARE), backend);
        machine(here.putObject(MACHINE));
        return here;
    }

    /** What is other now: of each part the fields that differ. */
    public static ObjectNode differing(ObjectNode before, ObjectNode now) {
        ObjectNode differing = JSON.createObjectNode();
        now.properties().forEach(part -> part.getValue().properties().stream()
                .filter(field ->
                        !field.getValue().equals(before.path(part.getKey()).path(field.getKey())))
                .forEach(field -> differing.withObjectProperty(part.getKey()).set(field.getKey(), field.getValue())));
        return differing;
    }

    private static void software(ObjectNode node, Backend backend) {
        SourceState source = SourceState.read();
        node.put("wb", source.version())
                .put("commit", source.commit())
                .put("uncommitted-changes", source.dirty())
                .put("backend", backend.toString())
                .put("layers", LayerPath.of(DataType.FLOAT).name().toLowerCase(Locale.ROOT))
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
}

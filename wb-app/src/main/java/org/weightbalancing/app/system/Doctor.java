package org.weightbalancing.app.system;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.backend.BackendException;

/** Finds out whether wb can run here, and how well: Java, backend, layers, threads, memory, modules and data. */
public final class Doctor {
    private static final double GIB = 1L << 30;
    private static final long ENOUGH_MEMORY = 4L << 30;
    private static final List<DataSet> DATA_SETS = List.of(
            new DataSet("cifar-10-batches-bin", "data_batch_1.bin", 3073),
            new DataSet("cifar-100-binary", "train.bin", 3074));

    /** A data set by its folder, a file that it must have, and the length of that file's records in bytes. */
    private record DataSet(String folder, String file, int record) {}

    private final List<Path> dataFolders;
    private final Supplier<Backend> backend;
    private final Supplier<String> layers;

    /**
     * A doctor that looks at this process and at some folders.
     *
     * @param dataFolders where data sets are looked for
     * @param backend starts the backend or throws a {@link BackendException}
     * @param layers the library by which layers are computed, "onednn" being the fast one; asked once the backend runs
     */
    public Doctor(List<Path> dataFolders, Supplier<Backend> backend, Supplier<String> layers) {
        this.dataFolders = List.copyOf(dataFolders);
        this.backend = backend;
        this.layers = layers;
    }

    /** All facts, in the order in which a user needs them; starts ND4J. */
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.ok(
                "Java",
                System.getProperty("java.version") + " of " + System.getProperty("java.vendor") + " in "
                        + System.getProperty("java.home")));
        facts.add(modules());
        try {
            facts.add(Fact.ok("backend", backend.get().toString()));
            facts.add(layers(layers.get()));
            Object threads = Nd4j.getExecutioner().getEnvironmentInformation().get(Nd4jEnvironment.OMP_THREADS_KEY);
            facts.add(threads(
                    Integer.parseInt(threads.toString()), Runtime.getRuntime().availableProcessors()));
        } catch (BackendException e) {
            facts.add(Fact.fault("backend", "none that works", e.getMessage()));
        }
        facts.add(memory(Runtime.getRuntime().maxMemory(), Pointer.maxBytes(), physicalBytes()));
        facts.add(data());
        return List.copyOf(facts);
    }

    /**
     * Writes facts one a line, each remedy below its fact.
     *
     * @param facts what to write
     * @param out where to; flushed, not closed
     */
    public static void print(List<Fact> facts, PrintWriter out) {
        for (Fact fact : facts) {
            String level = fact.level().name().toLowerCase(Locale.ROOT);
            out.printf(Locale.ROOT, "%-6s %-8s %s%n", level, fact.what(), fact.found());
            if (!fact.remedy().isEmpty()) {
                out.printf(Locale.ROOT, "%-6s %-8s %s%n", "", "", fact.remedy());
            }
        }
        out.flush();
    }

    private static Fact modules() {
        Module module = Doctor.class.getModule();
        if (!module.isNamed()) {
            return Fact.warn("modules", "wb is on the class path", "Start it with the launcher ./wb.");
        }
        List<String> own = module.getLayer().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith("org.weightbalancing."))
                .sorted()
                .toList();
        return Fact.ok("modules", String.join(", ", own));
    }

    static Fact layers(String library) {
        return library.equalsIgnoreCase("onednn")
                ? Fact.ok("layers", "oneDNN")
                : Fact.warn(
                        "layers",
                        library + ", many times slower than oneDNN on a CPU",
                        "oneDNN is there for linux-x86_64, linux-arm64, macosx-x86_64 and windows-x86_64.");
    }

    static Fact threads(int threads, int processors) {
        String found = threads + " for " + processors + " processors";
        return threads <= processors
                ? Fact.ok("threads", found)
                : Fact.warn("threads", found, "Set --threads or WB_THREADS to " + processors + " or less.");
    }

    static Fact memory(long heap, long offHeap, long physical) {
        String found = String.format(
                Locale.ROOT,
                "%.1f GiB heap, %.1f GiB for arrays, of %.1f GiB",
                heap / GIB,
                offHeap / GIB,
                physical / GIB);
        if (heap + offHeap > physical) {
            return Fact.warn("memory", found, "Lower -Xmx in WB_JAVA_OPTS: the machine may start to swap.");
        }
        return offHeap < ENOUGH_MEMORY
                ? Fact.warn("memory", found, "Train in small batches, or raise -Xmx in WB_JAVA_OPTS.")
                : Fact.ok("memory", found);
    }

    private static long physicalBytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private Fact data() {
        List<String> found = new ArrayList<>();
        for (DataSet set : DATA_SETS) {
            for (Path folder : dataFolders) {
                for (Path candidate : List.of(folder, folder.resolve(set.folder()))) {
                    Path file = candidate.resolve(set.file());
                    if (Files.isRegularFile(file)) {
                        if (file.toFile().length() % set.record() != 0) {
                            return Fact.warn(
                                    "data",
                                    file + " is not whole records of " + set.record() + " bytes",
                                    "Unpack the data set again.");
                        }
                        found.add(candidate.toString());
                    }
                }
            }
        }
        return found.isEmpty() ? noData() : Fact.ok("data", String.join(", ", found));
    }

    private Fact noData() {
        String folders =
                String.join(", ", dataFolders.stream().map(Path::toString).toList());
        String names =
                String.join(" or ", DATA_SETS.stream().map(DataSet::folder).toList());
        return Fact.warn(
                "data",
                dataFolders.stream().anyMatch(Files::isDirectory)
                        ? "no " + names + " in " + folders
                        : "there is no folder " + folders,
                "Drawn images need no data; name a folder of data sets with --data or WB_DATA.");
    }
}

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

    /** All findings, in the order in which a user needs them; starts ND4J. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "Java",
                System.getProperty("java.version") + " of " + System.getProperty("java.vendor") + " in "
                        + System.getProperty("java.home")));
        findings.add(modules());
        try {
            findings.add(Finding.ok("backend", backend.get().toString()));
            findings.add(layers(layers.get()));
            Object threads = Nd4j.getExecutioner().getEnvironmentInformation().get(Nd4jEnvironment.OMP_THREADS_KEY);
            findings.add(threads(
                    Integer.parseInt(threads.toString()), Runtime.getRuntime().availableProcessors()));
        } catch (BackendException e) {
            findings.add(Finding.fault("backend", "none that works", e.getMessage()));
        }
        findings.add(memory(Runtime.getRuntime().maxMemory(), Pointer.maxBytes(), physicalBytes()));
        findings.add(data());
        return List.copyOf(findings);
    }

    /**
     * Writes findings one a line, each remedy below its finding.
     *
     * @param findings what to write
     * @param out where to; flushed, not closed
     */
    public static void print(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            String level = finding.level().name().toLowerCase(Locale.ROOT);
            out.printf(Locale.ROOT, "%-6s %-8s %s%n", level, finding.what(), finding.found());
            if (!finding.remedy().isEmpty()) {
                out.printf(Locale.ROOT, "%-6s %-8s %s%n", "", "", finding.remedy());
            }
        }
        out.flush();
    }

    private static Finding modules() {
        Module module = Doctor.class.getModule();
        if (!module.isNamed()) {
            return Finding.warn("modules", "wb is on the class path", "Start it with the launcher ./wb.");
        }
        List<String> own = module.getLayer().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith("org.weightbalancing."))
                .sorted()
                .toList();
        return Finding.ok("modules", String.join(", ", own));
    }

    static Finding layers(String library) {
        return library.equalsIgnoreCase("onednn")
                ? Finding.ok("layers", "oneDNN")
                : Finding.warn(
                        "layers",
                        library + ", many times slower than oneDNN on a CPU",
                        "oneDNN is there for linux-x86_64, linux-arm64, macosx-x86_64 and windows-x86_64.");
    }

    static Finding threads(int threads, int processors) {
        String found = threads + " for " + processors + " processors";
        return threads <= processors
                ? Finding.ok("threads", found)
                : Finding.warn("threads", found, "Set --threads or WB_THREADS to " + processors + " or less.");
    }

    static Finding memory(long heap, long offHeap, long physical) {
        String found = String.format(
                Locale.ROOT,
                "%.1f GiB heap, %.1f GiB for arrays, of %.1f GiB",
                heap / GIB,
                offHeap / GIB,
                physical / GIB);
        if (heap + offHeap > physical) {
            return Finding.warn("memory", found, "Lower -Xmx in WB_JAVA_OPTS: the machine may start to swap.");
        }
        return offHeap < ENOUGH_MEMORY
                ? Finding.warn("memory", found, "Train in small batches, or raise -Xmx in WB_JAVA_OPTS.")
                : Finding.ok("memory", found);
    }

    private static long physicalBytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private Finding data() {
        List<String> found = new ArrayList<>();
        for (DataSet set : DATA_SETS) {
            for (Path folder : dataFolders) {
                for (Path candidate : List.of(folder, folder.resolve(set.folder()))) {
                    Path file = candidate.resolve(set.file());
                    if (Files.isRegularFile(file)) {
                        if (file.toFile().length() % set.record() != 0) {
                            return Finding.warn(
                                    "data",
                                    file + " is not whole records of " + set.record() + " bytes",
                                    "Unpack the data set again.");
                        }
                        found.add(candidate.toString());
                    }
                }
            }
        }
        return found.isEmpty() ? noData() : Finding.ok("data", String.join(", ", found));
    }

    private Finding noData() {
        String folders =
                String.join(", ", dataFolders.stream().map(Path::toString).toList());
        String names =
                String.join(" or ", DATA_SETS.stream().map(DataSet::folder).toList());
        return Finding.warn(
                "data",
                dataFolders.stream().anyMatch(Files::isDirectory)
                        ? "no " + names + " in " + folders
                        : "there is no folder " + folders,
                "Drawn images need no data; name a folder of data sets with --data or WB_DATA.");
    }
}

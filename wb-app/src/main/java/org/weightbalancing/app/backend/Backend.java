package org.weightbalancing.app.backend;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * The ND4J backend this process computes on.
 *
 * @param artifact the Maven artifact, such as nd4j-native
 * @param version its version, such as 1.0.0-M2.1
 * @param classifier the build of its native half, such as linux-x86_64-onednn
 */
public record Backend(String artifact, String version, String classifier) {
    private static final Pattern NATIVE_JAR = Pattern.compile(
            ".*[/\\\\](nd4j-(?:native|cuda-[\\d.]+))-(\\d.*?)-((?:linux|macosx|windows)-[^/\\\\]*)\\.jar.*");
    private static final String UNKNOWN = "unknown";

    /**
     * Starts ND4J; call it before any other use of ND4J in the process.
     *
     * @return the one backend that is installed and works
     * @throws BackendException if there is no backend or more than one, if its native half is missing for this platform,
     *     or if the CUDA backend meets no driver, no CUDA 11.6, or a device it holds no kernels for
     */
    public static Backend start() {
        List<String> installed = ServiceLoader.load(Nd4jBackend.class).stream()
                .map(provider -> provider.type().getName())
                .distinct()
                .sorted()
                .toList();
        List<ComputeCapability> devices =
                installed.contains(BackendFault.CUDA) ? GraphicsCards.capabilities() : List.of();
        Optional<String> fault =
                BackendFault.beforeStart(installed, devices, System.getenv().containsKey("CUDA_VISIBLE_DEVICES"));
        if (fault.isPresent()) {
            throw new BackendException(fault.get());
        }
        try {
            Nd4j.scalar(1f).addi(1f);
            Nd4j.getMemoryManager().togglePeriodicGc(false);
        } catch (LinkageError | RuntimeException e) {
            throw new BackendException(BackendFault.atStart(installed.get(0), Loader.getPlatform(), e), e);
        }
        return Loader.getLoadedLibraries().values().stream()
                .map(Backend::ofLibrary)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(new Backend(BackendFault.artifact(installed.get(0)), UNKNOWN, UNKNOWN));
    }

    /** The backend a loaded library was unpacked from; empty for a library of anything else. */
    static Optional<Backend> ofLibrary(String path) {
        Matcher matcher = NATIVE_JAR.matcher(path);
        return matcher.matches()
                ? Optional.of(new Backend(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** As Maven writes it: {@code nd4j-native:1.0.0-M2.1:linux-x86_64-onednn}. */
    @Override
    public String toString() {
        return artifact + ":" + version + ":" + classifier;
    }
}

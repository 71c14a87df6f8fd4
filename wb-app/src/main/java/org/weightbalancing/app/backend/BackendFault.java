package org.weightbalancing.app.backend;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4jBackend;

/** Turns what was found about ND4J's backends into one sentence: what is missing, and how to build wb with it. */
final class BackendFault {
    static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
    static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

    private static final String FOR_CPU = "./mvnw clean package -DskipTests";
    private static final String FOR_CUDA = "./mvnw -Pcuda clean package -DskipTests";
    private static final String USE_CPU = "build wb for the CPU with " + FOR_CPU;
    private static final Pattern ABSENT_LIBRARY =
            Pattern.compile("(?:.*: )?(\\S+): cannot open shared object file.*", Pattern.DOTALL);

    private BackendFault() {}

    /** The Maven artifact that holds the class of a backend, or the name of the class where it is none of ND4J's two. */
    static String artifact(String backend) {
        return switch (backend) {
            case CPU -> "nd4j-native";
            case CUDA -> "nd4j-cuda-11.6";
            default -> backend;
        };
    }

    /**
     * What forbids starting ND4J at all; empty if nothing does.
     *
     * @param installed class names of the backends found
     * @param devices the NVIDIA devices; empty where they are unknown
     * @param chosen whether the user has named the devices to use (CUDA_VISIBLE_DEVICES)
     */
    static Optional<String> beforeStart(List<String> installed, List<ComputeCapability> devices, boolean chosen) {
        if (installed.isEmpty()) {
            return Optional.of(
                    "No ND4J backend is installed: " + USE_CPU + ", or for an NVIDIA GPU with " + FOR_CUDA + ".");
        }
        if (installed.size() > 1) {
            String names = installed.stream().map(BackendFault::artifact).collect(Collectors.joining(" and "));
            return Optional.of("Several ND4J backends are installed (" + names + ") where exactly one is needed: "
                    + USE_CPU + ", or for an NVIDIA GPU with " + FOR_CUDA + ".");
        }
        Stream<ComputeCapability> unserved = devices.stream().filter(device -> !device.served());
        long served = devices.stream().filter(ComputeCapability::served).count();
        return served > 0 && chosen
                ? Optional.empty()
                : unserved.findFirst().map(device -> unserved(device, served > 0));
    }

    private static String unserved(ComputeCapability device, boolean another) {
        return "An NVIDIA device has compute capability " + device
                + ", and nd4j-cuda-11.6 holds kernels for 3.7 and 5.0 to 8.9 only: "
                + (another ? "name the other devices in CUDA_VISIBLE_DEVICES, or " : "")
                + USE_CPU + ".";
    }

    /**
     * Why the only installed backend did not start.
     *
     * @param backend its class name
     * @param platform JavaCPP's name of this platform, such as linux-x86_64
     * @param failure what ND4J threw
     */
    static String atStart(String backend, String platform, Throwable failure) {
        boolean cuda = backend.equals(CUDA);
        List<Throwable> causes =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        List<String> links = causes.stream()
                .filter(UnsatisfiedLinkError.class::isInstance)
                .map(cause -> Objects.requireNonNullElse(cause.getMessage(), ""))
                .toList();
        Optional<String> library = links.stream()
                .map(ABSENT_LIBRARY::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
        Optional<String> missing = cuda ? missingCuda(causes, links, library) : Optional.empty();
        if (missing.isPresent()) {
            return missing.get();
        }
        if (library.isPresent()) {
            return "The system library " + library.get() + ", which " + artifact(backend)
                    + " needs, is missing: install it.";
        }
        if (mention(links, "jnind4jcpu", "jnind4jcuda")) {
            return "The native half of " + artifact(backend) + " for " + platform
                    + " is missing: build wb on this machine with "
                    + (cuda ? FOR_CUDA : FOR_CPU + ", or name another build with -Dnd4j.native.classifier") + ".";
        }
        Throwable root = causes.get(causes.size() - 1);
        return artifact(backend) + " does not start on " + platform + ": " + root + ".";
    }

    private static Optional<String> missingCuda(List<Throwable> causes, List<String> links, Optional<String> library) {
        if (mention(links, "libcuda.so", "nvcuda") || unavailable(causes)) {
            return Optional.of(
                    "nd4j-cuda-11.6 finds no NVIDIA driver (libcuda.so.1): install the driver, or " + USE_CPU + ".");
        }
        if (mention(links, "cublas", "cudart", "cusolver", "cusparse", "cudnn")) {
            return Optional.of("nd4j-cuda-11.6 finds no CUDA 11.6"
                    + library.map(name -> " (" + name + ")").orElse("")
                    + ": install it and put its libraries on the library path, or " + USE_CPU + ".");
        }
        return Optional.empty();
    }

    private static boolean mention(List<String> messages, String... words) {
        return messages.stream().anyMatch(message -> Stream.of(words).anyMatch(message::contains));
    }

    private static boolean unavailable(List<Throwable> causes) {
        return causes.stream().anyMatch(Nd4jBackend.NoAvailableBackendException.class::isInstance);
    }
}

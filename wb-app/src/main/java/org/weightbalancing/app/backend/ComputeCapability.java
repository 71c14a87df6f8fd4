package org.weightbalancing.app.backend;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generation of a CUDA device, such as 8.6 for an RTX 3090.
 *
 * @param major the first number, at least 1
 * @param minor the second number, at least 0
 */
record ComputeCapability(int major, int minor) {
    // The binaries in libnd4jcuda.so of nd4j-cuda-11.6 1.0.0-M2.1; it holds no PTX that a driver could translate.
    private static final List<ComputeCapability> BUILT = List.of(
            new ComputeCapability(3, 7),
            new ComputeCapability(5, 0),
            new ComputeCapability(5, 2),
            new ComputeCapability(6, 0),
            new ComputeCapability(6, 1),
            new ComputeCapability(7, 0),
            new ComputeCapability(7, 5),
            new ComputeCapability(8, 0),
            new ComputeCapability(8, 6));

    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

    /** The capability written as {@code major.minor}; empty for any other text. */
    static Optional<ComputeCapability> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new ComputeCapability(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether ND4J's CUDA backend holds kernels that run here: built for the same major and no later minor number. */
    boolean served() {
        return BUILT.stream().anyMatch(built -> built.major == major && built.minor <= minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

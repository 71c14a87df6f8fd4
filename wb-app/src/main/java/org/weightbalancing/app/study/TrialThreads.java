package org.weightbalancing.app.study;

import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.weightbalancing.app.search.Objective;

/**
 * The threads of the native kernels while trials run at once in this JVM: each trial has its share. What runs before and
 * after, such as the stem, has those of the process, so that it does not depend on how many trials run at once.
 *
 * <p>Kernels of layers take the number of the thread that calls them, products of matrices that of the process. A network is
 * trained to the same bits as in a process that was started with so many; only ND4J's sums and norms of whole arrays are
 * added up in as many parts as before. On a GPU nothing is divided.
 */
final class TrialThreads implements AutoCloseable {

    private final int share;
    private final int ofProducts;
    private final int ofLoops;

    /**
     * Divides the threads until this is closed.
     *
     * @param share of each trial, 1 or more
     */
    TrialThreads(int share) {
        this.share = share;
        this.ofProducts = Nd4j.factory().blas().getMaxThreads();
        this.ofLoops = Nd4j.getEnvironment().maxMasterThreads();
        divide(share, share);
    }

    /** Divides the threads of this process among so many trials at once, unless the user has said what each has. */
    static TrialThreads among(int parallel) {
        return new TrialThreads(share(System.getenv(), parallel, kernels().ompGetMaxThreads()));
    }

    /** The share of each of so many trials of the threads that a process has. */
    static int share(Map<String, String> environment, int parallel, int threads) {
        return parallel == 1 ? threads : Math.min(threads, TrialProcess.threads(environment, parallel));
    }

    /** The same objective, which takes its share on each thread that runs a trial. */
    Objective each(Objective objective) {
        return trial -> {
            if (isDivided()) {
                kernels().setOmpNumThreads(share);
            }
            return objective.measure(trial);
        };
    }

    private static void divide(int ofProducts, int ofLoops) {
        if (isDivided()) {
            Nd4j.factory().blas().setMaxThreads(ofProducts);
            Nd4j.getEnvironment().setMaxMasterThreads(ofLoops);
        }
    }

    private static boolean isDivided() {
        return Nd4j.getEnvironment().isCPU();
    }

    private static NativeOps kernels() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** Gives all threads back. */
    @Override
    public void close() {
        divide(ofProducts, ofLoops);
    }
}

package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The process's oneDNN engine on the CPU, and whether arrays can be given to it.
 *
 * <p>oneDNN serves FLOAT arrays that lie in host memory. Everything else (DOUBLE, a CUDA backend, a machine without the
 * native library, {@code -Dwb.onednn=false}) is computed by ND4J's own operations.
 */
public final class OneDnn {

    /** The system property that turns oneDNN off when it is {@code false}. */
    public static final String PROPERTY = "wb.onednn";

    private static final System.Logger LOG = System.getLogger(OneDnn.class.getName());

    private OneDnn() {}

    /** Whether arrays of this type are computed by oneDNN in this process. */
    public static boolean serves(DataType type) {
        return type == DataType.FLOAT && Availability.USABLE;
    }

    /**
     * Whether this processor computes activations in blocks of sixteen channels faster than channels last: it has
     * AVX-512, the only instructions for which oneDNN holds Winograd kernels.
     */
    public static boolean blocks(DataType type) {
        return serves(type) && Cpu.AVX_512;
    }

    /** Throws when a oneDNN call did not succeed. */
    static void check(int status, String call) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN refused " + call + " with status " + status);
        }
    }

    static dnnl_engine engine() {
        return Cpu.ENGINE;
    }

    static dnnl_stream stream() {
        return Cpu.STREAM;
    }

    // Initialized on first use, so that a process without the library never touches a class of it.
    private static final class Cpu {
        static final dnnl_engine ENGINE = new dnnl_engine();
        static final dnnl_stream STREAM = new dnnl_stream();
        static final boolean AVX_512 =
                (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core;

        static {
            check(dnnl_engine_create(ENGINE, dnnl_cpu, 0), "an engine");
            check(dnnl_stream_create(STREAM, ENGINE, dnnl_stream_default_flags), "a stream");
        }
    }

    private static final class Availability {
        static final boolean USABLE = probe();

        private static boolean probe() {
            if (!Boolean.parseBoolean(System.getProperty(PROPERTY, "true"))) {
                return false;
            }
            // ND4J comes first: its OpenMP runtime is then the only one in the process.
            if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
                return false;
            }
            try {
                return !stream().isNull();
            } catch (LinkageError missing) {
                LOG.log(System.Logger.Level.WARNING, "oneDNN is not here, layers run on ND4J: {0}", missing.toString());
                return false;
            }
        }
    }
}

package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_strides;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies every stride-th pixel of an activation into the middle channels of a wider one, and back; what is not copied to
 * is set to 0.
 */
public final class PadShortcutPlan {

    private final long xBytes;
    private final long yBytes;
    private final long runs;
    private final List<Part> parts;

    private PadShortcutPlan(long xBytes, long yBytes, long runs, List<Part> parts) {
        this.xBytes = xBytes;
        this.yBytes = yBytes;
        this.runs = runs;
        this.parts = parts;
    }

    /** The plan from one shape to the other, both blocked or both not. */
    public static PadShortcutPlan of(ActivationShape x, ActivationShape y, int stride) {
        long before = (y.channels() - x.channels()) / 2;
        // When the last step leads out of the picture, oneDNN takes the window for one that overlaps the next picture.
        long together = x.height() % stride == 0 ? x.batch() : 1;
        List<Part> parts = new ArrayList<>();
        for (long c = 0; c < x.channels(); ) {
            // As many channels as lie side by side in both.
            long count = Math.min(side(x, c), side(y, before + c));
            parts.add(Part.of(together, x, c, y, before + c, count, stride));
            c += count;
        }
        return new PadShortcutPlan(x.length() * Float.BYTES, y.length() * Float.BYTES, x.batch() / together, parts);
    }

    private static long side(ActivationShape shape, long channel) {
        return shape.blocked() ? ActivationShape.BLOCK - channel % ActivationShape.BLOCK : shape.channels() - channel;
    }

    /** Writes the wider activation. */
    public void forward(INDArray x, INDArray y) {
        Memory.zero(Memory.address(y), yBytes);
        for (long run = 0; run < runs; run++) {
            long from = Memory.address(x) + run * (xBytes / runs);
            long to = Memory.address(y) + run * (yBytes / runs);
            parts.forEach(part -> part.forward().run(from + part.from(), to + part.to()));
        }
        Memory.keep(x, y);
    }

    /** Writes the gradient of the narrower activation. */
    public void backward(INDArray epsilon, INDArray gradient) {
        Memory.zero(Memory.address(gradient), xBytes);
        for (long run = 0; run < runs; run++) {
            long from = Memory.address(epsilon) + run * (yBytes / runs);
            long to = Memory.address(gradient) + run * (xBytes / runs);
            parts.forEach(part -> part.backward().run(from + part.to(), to + part.from()));
        }
        Memory.keep(epsilon, gradient);
    }

    /** Some channels: where they begin, in bytes, and the copies in both directions. */
    private record Part(long from, long to, Kernel forward, Kernel backward) {

        static Part of(
                long images,
                ActivationShape x,
                long fromChannel,
                ActivationShape y,
                long toChannel,
                long count,
                int stride) {
            long[] sizes = {images, count, y.height(), y.width()};
            dnnl_memory_desc_t source = window(x, sizes, stride);
            dnnl_memory_desc_t target = window(y, sizes, 1);
            return new Part(
                    offset(x, fromChannel),
                    offset(y, toChannel),
                    Reorder.kernel(source, target),
                    Reorder.kernel(target, source));
        }

        // Every stride-th pixel, in oneDNN's order [images, channels, rows, columns].
        private static dnnl_memory_desc_t window(ActivationShape of, long[] sizes, int stride) {
            long pixel = of.blocked() ? ActivationShape.BLOCK : of.channels();
            long row = stride * of.width() * pixel;
            // Of one picture alone oneDNN demands no less than the rows that it is told of.
            long image = Math.max(of.length() / of.batch(), sizes[2] * row);
            long[] strides = {image, 1, row, stride * pixel};
            dnnl_memory_desc_t window = new dnnl_memory_desc_t();
            OneDnn.check(dnnl_memory_desc_init_by_strides(window, sizes.length, sizes, dnnl_f32, strides), "a window");
            return window;
        }

        private static long offset(ActivationShape shape, long channel) {
            long floats = shape.blocked()
                    ? channel / ActivationShape.BLOCK * shape.height() * shape.width() * ActivationShape.BLOCK
                            + channel % ActivationShape.BLOCK
                    : channel;
            return floats * Float.BYTES;
        }
    }
}

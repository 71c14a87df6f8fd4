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
    private final List<Part> parts;

    private PadShortcutPlan(long xBytes, long yBytes, List<Part> parts) {
        this.xBytes = xBytes;
        this.yBytes = yBytes;
        this.parts = parts;
    }

    /** The plan from one shape to the other, both blocked or both not. */
    public static PadShortcutPlan of(ActivationShape x, ActivationShape y, int stride) {
        long before = (y.channels() - x.channels()) / 2;
        List<Part> parts = new ArrayList<>();
        for (long c = 0; c < x.channels(); ) {
            // As many channels as lie side by side in both.
            long count = Math.min(side(x, c), side(y, before + c));
            parts.add(Part.of(x, c, y, before + c, count, stride));
            c += count;
        }
        return new PadShortcutPlan(x.length() * Float.BYTES, y.length() * Float.BYTES, parts);
    }

    private static long side(ActivationShape shape, long channel) {
        return shape.blocked() ? ActivationShape.BLOCK - channel % ActivationShape.BLOCK : shape.channels() - channel;
    }

    /** Writes the wider activation. */
    public void forward(INDArray x, INDArray y) {
        Memory.zero(Memory.address(y), yBytes);
        for (Part part : parts) {
            part.forward().run(Memory.address(x) + part.from(), Memory.address(y) + part.to());
        }
        Memory.keep(x, y);
    }

    /** Writes the gradient of the narrower activation. */
    public void backward(INDArray epsilon, INDArray gradient) {
        Memory.zero(Memory.address(gradient), xBytes);
        for (Part part : parts) {
            part.backward().run(Memory.address(epsilon) + part.to(), Memory.address(gradient) + part.from());
        }
        Memory.keep(epsilon, gradient);
    }

    /** Some channels: where they begin, in bytes, and the copies in both directions. */
    private record Part(long from, long to, Kernel forward, Kernel backward) {

        static Part of(ActivationShape x, long fromChannel, ActivationShape y, long toChannel, long count, int stride) {
            dnnl_memory_desc_t source = window(x, y, count, stride);
            dnnl_memory_desc_t target = window(y, y, count, 1);
            return new Part(
                    offset(x, fromChannel),
                    offset(y, toChannel),
                    Reorder.kernel(source, target),
                    Reorder.kernel(target, source));
        }

        // So many channels of as many pixels as there are in y.
        private static dnnl_memory_desc_t window(ActivationShape of, ActivationShape y, long count, int stride) {
            long pixel = of.blocked() ? ActivationShape.BLOCK : of.channels();
            long image = of.length() / of.batch();
            long[] sizes = {y.batch(), count, y.height(), y.width()};
            long[] strides = {image, 1, stride * of.width() * pixel, stride * pixel};
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

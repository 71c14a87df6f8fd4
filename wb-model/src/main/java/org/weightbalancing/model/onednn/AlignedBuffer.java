package org.weightbalancing.model.onednn;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * Native memory that starts on a 64-byte boundary, as oneDNN's Winograd kernels demand, and grows when asked.
 *
 * <p>It is freed with its owner: JavaCPP releases the pointer when it is no longer reachable.
 */
final class AlignedBuffer {

    private BytePointer memory = new BytePointer();
    private long capacity;
    private long address;

    /** The address of at least so many bytes; what an earlier, smaller request held is lost. */
    long atLeast(long bytes) {
        if (bytes > capacity) {
            memory.deallocate();
            memory = new BytePointer(bytes + Memory.ALIGNMENT);
            address = (memory.address() + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
            capacity = bytes;
        }
        return address;
    }

    /** The first floats of this buffer as Java sees them, valid until it grows. */
    FloatBuffer floats(int count) {
        long start = atLeast((long) count * Float.BYTES) - memory.address();
        return memory.limit(start + (long) count * Float.BYTES)
                .position(start)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}

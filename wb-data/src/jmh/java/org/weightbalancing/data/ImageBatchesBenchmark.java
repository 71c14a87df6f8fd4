package org.weightbalancing.data;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Counts images per second: cropped, flipped, normalised and copied to native memory on one thread (batch), without
 * the copy (write), and drawn (draw). {@link IteratorBenchmark} has the whole, with the thread that works ahead.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
// Two seconds are enough for the compiler to settle on these short loops; one fork keeps the whole run below a minute.
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ImageBatchesBenchmark {
    private static final int BATCH = 64;
    private static final int IMAGES = 1024;
    private static final int FLOATS = 32 * 32 * 3;

    /** Order of the axes. */
    @Param({"NHWC", "NCHW"})
    public Layout layout;

    private ImageSet set;
    private Epoch epoch;
    private ImageWriter writer;
    private Placement placement;
    private final float[] target = new float[FLOATS];
    private int next;

    /** Makes the set and checks that what is measured is right. */
    @Setup(Level.Trial)
    public void prepare() {
        set = new DrawnImages(1)
                .draw("train", IntStream.range(0, 20).map(c -> 52).toArray());
        BatchSettings settings = BatchSettings.of(BATCH, 1)
                .withLayout(layout)
                .withAugmentations(List.of(new PadCrop(4), new HorizontalFlip()));
        epoch = new Epoch(set, settings, 0);
        writer = new ImageWriter(set, Normalization.CIFAR, layout);
        placement = new Placement(32, 32);
        writer.write(set.store(), set.offset(3), placement, target, 0);
        float expected = (set.value(3, 31, 31, 2) / 255f - 0.4465f) / 0.2010f;
        if (target[FLOATS - 1] != expected) {
            throw new IllegalStateException("The last value is " + target[FLOATS - 1] + ", not " + expected);
        }
    }

    /** A whole batch as the network gets it, closed at once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public DataSet batch() {
        next = (next + 1) % (IMAGES / BATCH);
        DataSet batch = epoch.batch(next);
        batch.getFeatures().close();
        batch.getLabels().close();
        return batch;
    }

    /** One mirrored crop into an array. */
    @Benchmark
    public float[] write() {
        next = (next + 1) % IMAGES;
        placement.restart();
        placement.crop(4, next % 9, next % 7);
        placement.mirror();
        writer.write(set.store(), set.offset(next), placement, target, 0);
        return target;
    }

    /** One image of every drawn class. */
    @Benchmark
    @OperationsPerInvocation(20)
    public ImageSet draw() {
        return new DrawnImages(next++)
                .draw("train", IntStream.range(0, 20).map(c -> 1).toArray());
    }
}

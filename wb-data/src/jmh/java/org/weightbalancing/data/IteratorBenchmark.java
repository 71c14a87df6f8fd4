package org.weightbalancing.data;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.weightbalancing.data.random.RandomStream;

/**
 * Images per second of whole epochs as a network takes them: shuffled, padded and cropped, flipped, normalised,
 * labelled, prefetched. Held to one core (taskset -c 0) the numbers count the work of both threads.
 *
 * <p>The baseline does the same arithmetic pixel by pixel, in one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
// An epoch lasts some hundredths of a second: a second holds many.
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class IteratorBenchmark {
    private static final int IMAGES = 2560;
    private static final int CLASSES = 100;
    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int PAD = 4;

    /** Order of the axes. */
    @Param({"NHWC", "NCHW"})
    public Layout layout;

    /** Images in a batch. */
    @Param({"64", "128"})
    public int batch;

    private ImageSet set;
    private ImageBatches batches;

    /** Makes the set and checks that the first batch is what the pixel-by-pixel computation gives. */
    @Setup(Level.Trial)
    public void prepare() {
        byte[] pixels = new byte[IMAGES * SIDE * SIDE * CHANNELS];
        new Random(3).nextBytes(pixels);
        int[] labels = IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray();
        List<String> names =
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        set = ImageSet.of(pixels, SIDE, SIDE, CHANNELS, labels, names);
        batches = new ImageBatches(
                set,
                BatchSettings.of(batch, 1)
                        .withLayout(layout)
                        .withAugmentations(List.of(new PadCrop(PAD), new HorizontalFlip())));
        DataSet expected = pixelByPixel(0, new InstanceSampler().order(labels, CLASSES, 1, 0));
        if (!expected.equals(batches.next())) {
            throw new IllegalStateException("The first batch is not what was to be computed");
        }
    }

    /** Ends the thread. */
    @TearDown(Level.Trial)
    public void close() {
        batches.close();
    }

    /** An epoch, its batches closed once used: else the operating system's paging is what is measured. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public int iterator() {
        batches.reset();
        int images = 0;
        while (batches.hasNext()) {
            DataSet next = batches.next();
            images += next.numExamples();
            next.getFeatures().close();
            next.getLabels().close();
        }
        return images;
    }

    /** The baseline. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public int pixelByPixel() {
        int[] order = new InstanceSampler().order(set.labels(), CLASSES, 1, 0);
        int images = 0;
        for (int first = 0; first < IMAGES; first += batch) {
            DataSet next = pixelByPixel(first, order);
            images += next.numExamples();
            next.getFeatures().close();
            next.getLabels().close();
        }
        return images;
    }

    private DataSet pixelByPixel(int first, int[] order) {
        float[] features = new float[batch * SIDE * SIDE * CHANNELS];
        float[] labels = new float[batch * CLASSES];
        for (int i = 0; i < batch; i++) {
            // The key that keeps augmentation apart from sampling.
            RandomStream random = RandomStream.of(1, 0x61756768L, 0, first + i);
            int top = random.nextInt(2 * PAD + 1) - PAD;
            int left = random.nextInt(2 * PAD + 1) - PAD;
            boolean mirror = random.nextDouble() < 0.5;
            for (int at = 0; at < SIDE * SIDE * CHANNELS; at++) {
                int y = at / (SIDE * CHANNELS);
                int x = at / CHANNELS % SIDE;
                int c = at % CHANNELS;
                float value = value(order[first + i], y + top, (mirror ? SIDE - 1 - x : x) + left, c);
                features[i * SIDE * SIDE * CHANNELS + (layout == Layout.NHWC ? at : (c * SIDE + y) * SIDE + x)] = value;
            }
            labels[i * CLASSES + set.label(order[first + i])] = 1;
        }
        int[] shape = layout.shape(batch, SIDE, SIDE, CHANNELS);
        INDArray x = Nd4j.create(features, shape, 'c');
        return new DataSet(x, Nd4j.create(labels, new int[] {batch, CLASSES}, 'c'));
    }

    private float value(int image, int y, int x, int c) {
        boolean inside = y >= 0 && y < SIDE && x >= 0 && x < SIDE;
        int value = inside ? set.value(image, y, x, c) : 0;
        return (value / 255f - Normalization.CIFAR.mean()[c])
                / Normalization.CIFAR.std()[c];
    }
}

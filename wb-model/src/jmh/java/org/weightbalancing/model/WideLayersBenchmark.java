package org.weightbalancing.model;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds of a pass of one layer or vertex at the shapes of ResNet-34. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
// A pass of DL4J's convolution may last longer than an iteration: there is time for few.
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class WideLayersBenchmark extends LayerRuns {

    /** Channels and rows, which are as many as columns. */
    @Param({"64x32", "128x16", "256x8", "512x4"})
    public String shape;

    @Override
    String shape() {
        return shape;
    }
}

package org.weightbalancing.model;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds of a pass of one layer or vertex at the shapes of ResNet-32. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class LayersBenchmark extends LayerRuns {

    /** Channels and rows, which are as many as columns. */
    @Param({"16x32", "32x16", "64x8"})
    public String shape;

    @Override
    String shape() {
        return shape;
    }
}

package org.weightbalancing.model;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.weightbalancing.model.onednn.OneDnn;

/**
 * The forward and the backward pass of one layer or vertex at batch 64: ours, on activations in the order in which our
 * networks hand them on, against DL4J's, on [b, h, w, c].
 */
@State(Scope.Thread)
public abstract class LayerRuns {
    private static final int BATCH = 64;
    private static final String BACKWARD = "backward";

    /** What is computed. */
    @Param
    public LayerOperation operation;

    /** Who computes. */
    @Param({"ours", "stock"})
    public String by;

    /** Which pass is timed. */
    @Param({"forward", BACKWARD})
    public String pass;

    private Runs runs;
    private MemoryWorkspace workspace;

    /** Channels and rows, which are as many as columns, as in "16x32". */
    abstract String shape();

    /** Makes both and checks that they agree. */
    @Setup(Level.Trial)
    public void prepare() {
        String shape = shape();
        int channels = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
        int side = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
        LayerOperation.Pair pair = operation.of(channels, side);
        INDArray[] x = IntStream.range(0, pair.inputs())
                .mapToObj(i -> Runs.drawn(i + 1, BATCH, side, side, channels))
                .toArray(INDArray[]::new);
        boolean blocks = OneDnn.blocks(DataType.FLOAT);
        Runs ours = blocks ? Runs.blocked(pair.ours(), x) : Runs.of(pair.ours(), x);
        Runs stock = Runs.of(pair.stock(), x);
        Runs.compare(ours, stock, pair.parameters());
        runs = by.equals("ours") ? ours : stock;
    }

    /** Opens the workspace and, for a backward pass, passes forward: the clock stands still meanwhile. */
    @Setup(Level.Invocation)
    public void open() {
        workspace = runs.open();
        if (pass.equals(BACKWARD)) {
            runs.forward();
        }
    }

    /** Gives up what the passes gave. */
    @TearDown(Level.Invocation)
    public void close() {
        workspace.close();
    }

    /** One pass in training mode. */
    @Benchmark
    public Object run() {
        return pass.equals(BACKWARD) ? runs.backward() : runs.forward();
    }
}

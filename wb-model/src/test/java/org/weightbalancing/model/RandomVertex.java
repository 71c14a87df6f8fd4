package org.weightbalancing.model;

import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.AddReluPlan;
import org.weightbalancing.model.onednn.PadShortcutPlan;
import org.weightbalancing.model.onednn.SpatialMeanPlan;

/** What has no parameters, at random shapes, by oneDNN in FLOAT against its definition in DOUBLE. */
final class RandomVertex {

    private static final double MEAN = 2e-6;

    private RandomVertex() {}

    // A sum of two floats is rounded, but its sign is exact, and with it the gradient.
    static void checkAddRelu(Draws draws) {
        ActivationShape shape = draws.activation();
        INDArray a = draws.normal(shape.sizes());
        INDArray b = draws.normal(shape.sizes());
        INDArray epsilon = draws.normal(shape.sizes());
        INDArray sum = Transforms.relu(a.castTo(DataType.DOUBLE).add(b.castTo(DataType.DOUBLE)), false);
        Placed left = draws.place(a);
        Placed right = draws.place(b);
        Placed y = draws.empty(shape.sizes());
        Placed gradient = draws.empty(shape.sizes());
        AddReluPlan plan = AddReluPlan.of(shape.length());
        plan.forward(left.array(), right.array(), y.array());
        plan.backward(y.array(), draws.place(epsilon).array(), gradient.array());
        assertClose(y.array(), sum, 1e-7, "sum at " + shape);
        assertSame(gradient.array(), epsilon.mul(sum.gt(0).castTo(DataType.FLOAT)), "gradient of a sum at " + shape);
        left.assertUnchanged("a");
        right.assertUnchanged("b");
        y.assertGuardsUnchanged("sum at " + shape);
        gradient.assertGuardsUnchanged("gradient of a sum at " + shape);
    }

    static void checkSpatialMean(Draws draws) {
        ActivationShape shape = draws.activation();
        INDArray x = draws.normal(shape.inBlocks(false).sizes());
        INDArray epsilon = draws.normal(shape.batch(), shape.channels());
        double pixels = shape.height() * shape.width();
        INDArray share = epsilon.castTo(DataType.DOUBLE)
                .div(pixels)
                .reshape(shape.batch(), 1, 1, shape.channels())
                .broadcast(x.shape());
        Placed y = draws.empty(shape.batch(), shape.channels());
        Placed gradient = draws.empty(shape.sizes());
        SpatialMeanPlan plan = SpatialMeanPlan.of(shape);
        plan.forward(draws.place(shape.fit(x)).array(), y.array());
        plan.backward(draws.place(epsilon).array(), gradient.array());
        INDArray mean = x.castTo(DataType.DOUBLE).mean(1, 2);
        assertClose(y.array(), mean, MEAN, 1 / Math.sqrt(pixels), "mean at " + shape);
        assertClose(Activations.channelsLast(gradient.array()), share, MEAN, "gradient of a mean at " + shape);
        y.assertGuardsUnchanged("mean at " + shape);
        gradient.assertGuardsUnchanged("gradient of a mean at " + shape);
    }

    static void checkPadShortcut(Draws draws) {
        ActivationShape narrow = draws.activation();
        int stride = draws.of(1, 2, 3);
        long more = draws.between(0, 40);
        ActivationShape wide = new ActivationShape(
                narrow.batch(),
                (narrow.height() + stride - 1) / stride,
                (narrow.width() + stride - 1) / stride,
                narrow.channels() + (narrow.blocked() ? ActivationShape.BLOCK * (more / 10) : more),
                narrow.blocked());
        String name = narrow + " to " + wide + " by " + stride;
        INDArray x = draws.normal(narrow.inBlocks(false).sizes());
        INDArray epsilon = draws.normal(wide.inBlocks(false).sizes());
        INDArray padded = Nd4j.create(DataType.FLOAT, epsilon.shape());
        INDArray taken = Nd4j.create(DataType.FLOAT, x.shape());
        define(x, padded, epsilon, taken, stride);
        Placed y = draws.empty(wide.sizes());
        Placed gradient = draws.empty(narrow.sizes());
        PadShortcutPlan plan = PadShortcutPlan.of(narrow, wide, stride);
        plan.forward(draws.place(narrow.fit(x)).array(), y.array());
        plan.backward(draws.place(wide.fit(epsilon)).array(), gradient.array());
        assertSame(Activations.channelsLast(y.array()), padded, "shortcut from " + name);
        assertSame(Activations.channelsLast(gradient.array()), taken, "gradient of a shortcut from " + name);
        y.assertGuardsUnchanged("shortcut from " + name);
        gradient.assertGuardsUnchanged("gradient of a shortcut from " + name);
    }

    // y[b, i, j, before + c] = x[b, stride i, stride j, c], and the gradient goes the same way back.
    private static void define(INDArray x, INDArray y, INDArray epsilon, INDArray gradient, int stride) {
        long before = (y.size(3) - x.size(3)) / 2;
        for (long b = 0; b < y.size(0); b++) {
            for (long i = 0; i < y.size(1); i++) {
                for (long j = 0; j < y.size(2); j++) {
                    for (long c = 0; c < x.size(3); c++) {
                        y.putScalar(b, i, j, before + c, x.getFloat(b, stride * i, stride * j, c));
                        gradient.putScalar(b, stride * i, stride * j, c, epsilon.getFloat(b, i, j, before + c));
                    }
                }
            }
        }
    }
}

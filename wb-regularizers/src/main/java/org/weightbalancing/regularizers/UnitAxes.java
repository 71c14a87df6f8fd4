package org.weightbalancing.regularizers;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Knows along which axes of a weight DL4J lays out the units of each kind of layer. */
final class UnitAxes {

    private UnitAxes() {}

    static int[] ofWeight(Layer layer, String key, INDArray weight) {
        if (layer instanceof AbstractSameDiffLayer) {
            return new int[] {weight.rank() - 1};
        }
        if (layer instanceof DepthwiseConvolution2D) {
            return new int[] {2, 3};
        }
        if (layer instanceof SeparableConvolution2D
                && key.equals(SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY)) {
            return new int[] {0, 1};
        }
        if (layer instanceof Deconvolution2D) {
            return new int[] {1};
        }
        if (layer instanceof Deconvolution3D) {
            return new int[] {3};
        }
        return new int[] {weight.rank() == 2 ? 1 : 0};
    }

    static int[] ofOther(INDArray values) {
        return IntStream.range(0, values.rank()).toArray();
    }

    /** Returns the axes along which a unit's weight vector runs. */
    static int[] others(INDArray values, int[] unitAxes) {
        return IntStream.range(0, values.rank())
                .filter(axis -> IntStream.of(unitAxes).noneMatch(unit -> unit == axis))
                .toArray();
    }

    /** Returns a copy [units, fanIn] in C order: in double, unless the array is in float. */
    static INDArray rows(INDArray values, int[] unitAxes) {
        int[] order = IntStream.concat(IntStream.of(unitAxes), IntStream.of(others(values, unitAxes)))
                .toArray();
        INDArray view = values.permute(order);
        boolean known = values.dataType() == DataType.FLOAT || values.dataType() == DataType.DOUBLE;
        return (known ? view : view.castTo(DataType.DOUBLE)).dup('c');
    }
}

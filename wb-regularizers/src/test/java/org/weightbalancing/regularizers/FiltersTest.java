package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Norms and scaling of units, wherever they are in memory. */
class FiltersTest {

    private static final INDArrayIndex ALL = NDArrayIndex.all();

    /** Column 0 of W is (3, -4), column 1 is (0, 5): L1 7 and 5, L2 5 and 5, Linf 4 and 5. */
    @Test
    void normsOfTwoUnits() {
        Filters weight = ParameterFilter.weights()
                .in(Nets.linear(DataType.FLOAT, new double[][] {{3, -4}, {0, 5}}))
                .get(0);
        assertThat(weight.norms(Norm.L1)).containsExactly(7, 5);
        assertThat(weight.norms(Norm.L2)).containsExactly(5, 5);
        assertThat(weight.norms(Norm.LINF)).containsExactly(4, 5);
        assertThat(weight).hasToString("classifier/W [2, 2]");
    }

    @Test
    void scalingChangesTheNetworkItself() {
        MultiLayerNetwork network = Nets.linear(DataType.FLOAT, new double[][] {{3, -4}, {0, 5}});
        INDArray flat = network.params();
        ParameterFilter.weights().in(network).get(0).scaleUnits(new double[] {2, 1});
        assertThat(flat.sumNumber().doubleValue()).isEqualTo(2 * (3 - 4) + 5);
    }

    /** Rows of one unit side by side have no layout to read at once: copies are made, and must be given back. */
    @Test
    void temporariesAreGivenBackAndTheNetworkStaysOpen() {
        INDArray weight = Nd4j.create(new double[][] {{3, 1, 0}, {-4, 2, 0}});
        List<INDArray> temporaries = new ArrayList<>();
        Filters filters = new Filters(origin(), watched(weight, temporaries), new int[] {1}, Optional.empty());
        filters.scaleUnits(new double[] {2, 1, 3});
        for (Norm norm : List.of(Norm.L1, Norm.L2, Norm.LINF, Norm.of(3))) {
            Filters dense = new Filters(origin(), weight.dup('f'), new int[] {1}, Optional.empty());
            assertThat(filters.norms(norm)).containsExactly(dense.norms(norm), within(1e-15));
        }
        assertThat(filters.norms(Norm.L1)).containsExactly(14, 3, 0);
        assertThat(temporaries).hasSize(6).allMatch(INDArray::wasClosed);
        assertThat(weight.wasClosed()).isFalse();
    }

    private static INDArray watched(INDArray array, List<INDArray> temporaries) {
        return (INDArray) Proxy.newProxyInstance(
                INDArray.class.getClassLoader(), new Class<?>[] {INDArray.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(array, arguments);
                    switch (method.getName()) {
                        case "muli" -> temporaries.add((INDArray) arguments[0]);
                        case "dup" -> temporaries.add((INDArray) result);
                        case "permute" -> result = watched((INDArray) result, temporaries);
                        default -> {}
                    }
                    return result;
                });
    }

    /** Views into a larger array, in every order and position, against the entries read one at a time. */
    @Test
    void normsAndScalingRespectOffsetsAndStrides() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16}) {
            for (char order : new char[] {'c', 'f'}) {
                INDArray whole =
                        Nd4j.arange(1, 61).reshape('c', 3, 4, 5).castTo(type).dup(order);
                for (INDArray view : List.of(
                        whole,
                        whole.get(NDArrayIndex.interval(1, 3), ALL, ALL),
                        whole.get(ALL, NDArrayIndex.interval(1, 3), NDArrayIndex.interval(2, 5)),
                        whole.get(ALL, NDArrayIndex.interval(0, 2, 4), ALL),
                        whole.permute(2, 0, 1))) {
                    assertUnits(view);
                }
            }
        }
    }

    /** Columns 0, 4 and 8 of [4, 12] as units: one follows 4 numbers after the other, but their entries do not. */
    @Test
    void interleavedUnitsAreNotTakenForDenseOnes() {
        INDArray whole = Nd4j.arange(1, 49).reshape('c', 4, 12).castTo(DataType.DOUBLE);
        assertUnits(whole.get(ALL, NDArrayIndex.interval(0, 4, 12)), new int[] {1});
    }

    private static void assertUnits(INDArray view) {
        assertUnits(view, new int[] {0}, new int[] {1}, new int[] {2}, new int[] {0, 1}, new int[] {1, 2});
    }

    private static void assertUnits(INDArray view, int[]... choices) {
        for (int[] axes : choices) {
            Filters filters = new Filters(origin(), view, axes, Optional.empty());
            INDArray before = view.dup('c');
            double[] expected = new double[filters.units()];
            double[] factors = new double[filters.units()];
            Arrays.fill(factors, 1);
            factors[filters.units() - 1] = 2;
            for (long i = 0; i < before.length(); i++) {
                long[] at = Shape.ind2subC(before.shape(), i);
                expected[unit(at, view, axes)] += Math.pow(before.getDouble(at), 2);
            }
            double[] norms = filters.norms(Norm.L2);
            filters.scaleUnits(factors);
            for (int unit = 0; unit < norms.length; unit++) {
                assertThat(norms[unit]).isCloseTo(Math.sqrt(expected[unit]), withinPercentage(1e-3));
            }
            for (long i = 0; i < before.length(); i++) {
                long[] at = Shape.ind2subC(before.shape(), i);
                assertThat(view.getDouble(at)).isEqualTo(before.getDouble(at) * factors[unit(at, view, axes)]);
            }
            view.assign(before);
        }
    }

    private static int unit(long[] at, INDArray view, int[] axes) {
        int unit = 0;
        for (int axis : axes) {
            unit = (int) (unit * view.size(axis) + at[axis]);
        }
        return unit;
    }

    /** (3e25, 4e25), (3e-25, 4e-25), (3e-22, 4e-22): squares leave the range of float or lose digits, norms do not. */
    @Test
    void normsOfHugeAndTinyVectorsAreFiniteInFloat() {
        Filters weight = ParameterFilter.weights()
                .in(Nets.linear(DataType.FLOAT, new double[][] {{3e25, -4e25}, {3e-25, 4e-25}, {3e-22, 4e-22}, {0, 0}}))
                .get(0);
        for (Norm norm : List.of(Norm.L2, Norm.of(2.5), Norm.of(60))) {
            double[] norms = weight.norms(norm);
            double unit = Math.pow(Math.pow(0.75, norm.p()) + 1, 1 / norm.p()) * 4;
            assertThat(norms[0]).isCloseTo(unit * 1e25, withinPercentage(1e-4));
            assertThat(norms[1]).isCloseTo(unit * 1e-25, withinPercentage(1e-4));
            assertThat(norms[2]).isCloseTo(unit * 1e-22, withinPercentage(1e-4));
            assertThat(norms[3]).isZero();
        }
    }

    /** Longer than what is read at once (256) and no multiple of it: 5000 entries of 2 and one of 3. */
    @Test
    void longVectorsAreReadToTheirEnd() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray values = Nd4j.create(type, new long[] {5001, 2}, 'f');
            values.getColumn(1).assign(-2);
            values.putScalar(5000, 1, 3);
            Filters weight = new Filters(origin(), values, new int[] {1}, Optional.empty());
            assertThat(weight.norms(Norm.L1)).containsExactly(0, 10003);
            assertThat(weight.norms(Norm.L2)).containsExactly(0, Math.sqrt(20009));
            assertThat(weight.norms(Norm.LINF)).containsExactly(0, 3);
            assertThat(weight.norms(Norm.of(3))[1]).isCloseTo(Math.cbrt(40027), within(1e-9));
            weight.scaleUnits(new double[] {1, 0.5});
            assertThat(weight.norms(Norm.L1)).containsExactly(0, 5001.5);
            assertThat(values.getDouble(5000, 1)).isEqualTo(1.5);
        }
    }

    @Test
    void aWeightThatIsNotANumberHasNoNorm() {
        for (Norm norm : List.of(Norm.L1, Norm.L2, Norm.LINF, Norm.of(3))) {
            Filters weight = ParameterFilter.weights()
                    .in(Nets.linear(DataType.DOUBLE, new double[][] {{1, Double.NaN}, {1, Double.NEGATIVE_INFINITY}}))
                    .get(0);
            assertThat(weight.norms(norm)).containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void normsAreNamedAndEqualByTheirOrder() {
        assertThat(List.of(Norm.L1, Norm.L2, Norm.LINF, Norm.of(1.5), Norm.of(3))
                        .toString())
                .isEqualTo("[L1, L2, LINF, L1.5, L3]");
        assertThat(Norm.of(2)).isEqualTo(Norm.L2);
    }

    private static Filters.Origin origin() {
        return ParameterFilter.weights()
                .in(Nets.linear(DataType.DOUBLE, new double[][] {{1}}))
                .get(0)
                .origin();
    }
}

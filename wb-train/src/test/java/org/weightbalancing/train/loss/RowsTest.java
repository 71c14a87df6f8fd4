package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class RowsTest {

    /** Entry [i, j] is 10 i + j. */
    private static INDArray matrix(DataType type, int rows, int columns) {
        INDArray matrix = Nd4j.create(type, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.putScalar(i, j, 10 * i + j);
            }
        }
        return matrix;
    }

    private static double[] row(INDArray matrix, int row, int columns) {
        double[] values = new double[columns];
        try (Rows rows = Rows.of(matrix)) {
            rows.read(row, values);
        }
        return values;
    }

    @Test
    void anyLayoutIsRead() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16}) {
            INDArray matrix = matrix(type, 4, 3);
            assertThat(row(matrix, 1, 3)).containsExactly(10, 11, 12);
            assertThat(row(matrix.dup('f'), 1, 3)).containsExactly(10, 11, 12);
            assertThat(row(matrix.transpose(), 1, 4)).containsExactly(1, 11, 21, 31);
            INDArray lower = matrix.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all());
            assertThat(row(lower, 1, 3)).containsExactly(30, 31, 32);
            INDArray right = matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
            assertThat(row(right, 2, 2)).containsExactly(21, 22);
            assertThat(row(matrix.getRow(3, true), 0, 3)).containsExactly(30, 31, 32);
            assertThat(row(matrix.getColumn(2, true), 3, 1)).containsExactly(32);
        }
    }

    @Test
    void arraysOfAWorkspaceAreRead() {
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 16).build();
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "RowsTest")) {
            INDArray first = matrix(DataType.FLOAT, 2, 2);
            INDArray second = matrix(DataType.FLOAT, 4, 3);
            assertThat(row(second, 3, 3)).containsExactly(30, 31, 32);
            assertThat(row(first, 1, 2)).containsExactly(10, 11);
            assertThat(scope.isScopeActive()).isTrue();
        } finally {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
    }

    @Test
    void whatIsReadStaysOpenAndAsItWas() {
        INDArray matrix = matrix(DataType.FLOAT, 4, 3);
        assertThat(row(matrix, 0, 3)).containsExactly(0, 1, 2);
        assertThat(matrix.wasClosed()).isFalse();
        assertThat(matrix).isEqualTo(matrix(DataType.FLOAT, 4, 3));
    }

    @Test
    void rowsAreWrittenEachToItsPlace() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16}) {
            Rows rows = Rows.uninitialized(type, 2, 3);
            rows.write(1, new double[] {10, 11, 12});
            rows.write(0, new double[] {0, 1, 2});
            assertThat(rows.matrix(type)).isEqualTo(matrix(type, 2, 3));
        }
    }
}

package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Reading matrices of any layout. */
class FloatMemoryTest {

    private static final float[] ROWS = {1, 2, 3, 4, 5, 6};

    @Test
    void onlyFloatsOnACpuAreComputedWith() {
        for (ExecutionerType type : ExecutionerType.values()) {
            for (DataType numbers : DataType.values()) {
                assertThat(FloatMemory.isComputedWith(numbers, type))
                        .isEqualTo(numbers == DataType.FLOAT && type == ExecutionerType.NATIVE_CPU);
            }
        }
    }

    @Test
    void matricesOfEitherOrderAreReadAndLeft() {
        for (char order : new char[] {'c', 'f'}) {
            INDArray matrix =
                    Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}).dup(order);
            assertRead(matrix);
            assertRead(matrix);
        }
    }

    /** The copy is made there too. */
    @Test
    void matricesInWorkspacesAreReadAndLeft() {
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().getAndActivateWorkspace("FLOAT_MEMORY_TEST")) {
            INDArray matrix =
                    Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}).dup('f');
            assertThat(matrix.isAttached()).isTrue();
            assertRead(matrix);
            assertRead(matrix);
            assertThat(scope.isScopeActive()).isTrue();
        }
    }

    private static void assertRead(INDArray matrix) {
        float[] values = new float[ROWS.length];
        FloatMemory.readRows(matrix, values);
        assertThat(values).isEqualTo(ROWS);
    }
}

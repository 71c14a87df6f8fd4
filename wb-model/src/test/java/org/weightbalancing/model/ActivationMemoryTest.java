package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationMemoryTest {

    private static final String NAME = "ACTIVATION_MEMORY_TEST";
    private static final WorkspaceConfiguration SETTINGS =
            WorkspaceConfiguration.builder().initialSize(1_000_000).build();

    @Test
    void activationsOfOneDnnStartOnLinesOfTheCacheWithinAWorkspace() {
        OneDnnHere.assume();
        LayerWorkspaceMgr memory =
                LayerWorkspaceMgr.builder().defaultWorkspace(NAME, SETTINGS).build();
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(SETTINGS, NAME)) {
            assertThat(workspace.isScopeActive()).isTrue();
            for (int channels = 1; channels < 40; channels++) {
                INDArray array = ActivationMemory.create(memory, ArrayType.ACTIVATIONS, DataType.FLOAT, 2, 3, channels);
                assertThat(array.isAttached()).isTrue();
                assertWhole(array, channels);
            }
        }
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    @Test
    void activationsOfOneDnnStartOnLinesOfTheCacheWithoutAWorkspace() {
        OneDnnHere.assume();
        for (int channels = 1; channels < 40; channels++) {
            assertWhole(
                    ActivationMemory.create(
                            LayerWorkspaceMgr.noWorkspaces(), ArrayType.ACTIVATIONS, DataType.FLOAT, 2, 3, channels),
                    channels);
        }
    }

    private static void assertWhole(INDArray array, int channels) {
        assertThat(array.shape()).containsExactly(2, 3, channels);
        assertThat(array.stride()).containsExactly(3L * channels, channels, 1);
        assertThat((array.data().pointer().address() + array.offset() * Float.BYTES) % 64)
                .isZero();
        array.assign(7);
        assertThat(array.sumNumber().floatValue()).isEqualTo(42f * channels);
    }
}

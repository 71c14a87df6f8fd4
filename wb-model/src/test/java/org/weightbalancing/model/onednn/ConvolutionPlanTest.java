package org.weightbalancing.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.weightbalancing.model.OneDnnHere;

class ConvolutionPlanTest {

    private static final ConvolutionShape STRIDED = ConvolutionShape.of(2, 8, 8, 32, 32, 3, 2);
    private static final ConvolutionShape PLAIN = ConvolutionShape.of(2, 8, 8, 32, 32, 3, 1);

    @BeforeEach
    void oneDnn() {
        OneDnnHere.assume();
    }

    // Winograd's algorithm has no form for stride 2.
    @Test
    void shapesThatWinogradHasNoFormForAreDirect() {
        assertThat(ConvolutionPlan.of(STRIDED).isWinograd()).isFalse();
    }

    @Test
    void winogradIsTakenWhereTheProcessorHasIt() {
        assertThat(ConvolutionPlan.of(PLAIN).isWinograd()).isEqualTo(OneDnn.blocks(DataType.FLOAT));
    }
}

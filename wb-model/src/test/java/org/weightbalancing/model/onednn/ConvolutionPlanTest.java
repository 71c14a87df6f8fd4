package org.weightbalancing.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbalancing.model.OneDnnHere;

class ConvolutionPlanTest {

    private static final ConvolutionShape STRIDED = new ConvolutionShape(2, 8, 8, 32, 32, 3, 2);

    @BeforeEach
    void oneDnn() {
        OneDnnHere.assume();
    }

    // Winograd's algorithm has no form for stride 2.
    @Test
    void anAlgorithmThatOneDnnLacksForTheShapeIsNoPlan() {
        assertThat(ConvolutionPlan.tryOf(new ConvolutionProblem(STRIDED, dnnl_convolution_winograd)))
                .isEmpty();
        assertThat(ConvolutionPlan.tryOf(new ConvolutionProblem(STRIDED, dnnl_convolution_direct)))
                .isPresent();
    }
}

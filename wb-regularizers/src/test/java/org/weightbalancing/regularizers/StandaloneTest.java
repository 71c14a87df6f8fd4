package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** The module needs DL4J and nothing else: no other module of wb is on this test's class path. */
class StandaloneTest {

    @Test
    void fiveLinesBalanceAnyGraph() {
        ComputationGraph graph = Nets.graph(DataType.FLOAT);
        ParameterFilter classifier = ParameterFilter.layer("classifier");
        graph.addListeners(new RegularizerListener(new WeightDecay(0.1), classifier, Cadence.EVERY_STEP));
        graph.fit(Nets.batch(DataType.FLOAT, 8));
        Regularizers.apply(graph, classifier, new L2Normalization());
        assertThat(WeightNorms.of(graph, "classifier")).containsExactly(new double[] {1, 1, 1}, within(1e-6));
        assertThat(System.getProperty("java.class.path")).doesNotContain("wb-model", "wb-train", "wb-data", "wb-eval");
    }
}

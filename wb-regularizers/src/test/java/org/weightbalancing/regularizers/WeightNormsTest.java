package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class WeightNormsTest {

    @Test
    void oneNormForEachClass() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, new double[][] {{3, 4}, {0, 0}, {-1, 0}});
        assertThat(WeightNorms.of(network, "classifier")).containsExactly(5, 0, 1);
        assertThat(WeightNorms.of(network, "classifier", Norm.L1)).containsExactly(7, 0, 1);
    }

    @Test
    void everyWeightInNetworkOrder() {
        assertThat(WeightNorms.all(Nets.graph(DataType.FLOAT)))
                .containsOnlyKeys("conv/W", "features/W", "classifier/W")
                .satisfies(norms -> assertThat(norms.values())
                        .extracting(values -> values.length)
                        .containsExactly(2, 4, 3));
    }

    @Test
    void aLayerWithoutWeightOrWithSeveralIsRefused() {
        MultiLayerNetwork recurrent = new MultiLayerNetwork(Nets.base(DataType.FLOAT, new Sgd(0.1))
                .list()
                .layer(new LSTM.Builder().name("lstm").nIn(3).nOut(5).build())
                .layer(new RnnLossLayer.Builder().activation(Activation.SOFTMAX).build())
                .build());
        recurrent.init();
        assertThatThrownBy(() -> WeightNorms.of(recurrent, "lstm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[lstm/W [20, 3], lstm/RW [20, 5]]");
        assertThatThrownBy(() -> WeightNorms.of(Nets.layered(DataType.FLOAT), "bn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(layer(bn) and weights) selects nothing");
    }
}

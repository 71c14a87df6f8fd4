package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.train.loss.CrossEntropy;

/** What listeners hear and see of the step of a head, against DL4J's own. */
class HeadStepListenersTest {

    /** Of all that they see, digests are compared. */
    @Test
    @EnabledOnOs(architectures = {EitherWay.AMD_64, EitherWay.X86_64})
    void listenersHearAndSeeTheSame() {
        List<String> usual = seen(HeadCase.DL4J);
        assertThat(seen(HeadCase.HEAD_STEP)).isEqualTo(usual).hasSize(2 * 3 * (2 + 4 * 3));
    }

    /** Of two stages: the second starts where the counts of the first have to be forgotten. */
    private static List<String> seen(Function<ComputationGraph, Step> way) {
        HeadCase head = HeadCase.of(new CrossEntropy());
        Witness witness = new Witness();
        ComputationGraph graph = head.graph();
        head.train(way, graph, Checkpointing.none(), witness);
        head.train(way, graph, Checkpointing.none(), witness);
        return witness.seen;
    }

    /** Writes down all that a model shows at each call. */
    private static final class Witness extends BaseTrainingListener {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void onEpochStart(Model model) {
            see("start", model);
        }

        @Override
        public void onEpochEnd(Model model) {
            see("end", model);
        }

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            seen.add("forward " + ((ComputationGraph) model).getIterationCount() + " " + activations.keySet()
                    + Arrays.hashCode(activations.get("input").dup().data().asFloat()) + model.batchSize());
        }

        @Override
        public void onBackwardPass(Model model) {
            see("backward", model);
        }

        @Override
        public void onGradientCalculation(Model model) {
            see("gradient", model);
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            see("done " + iteration + " " + epoch, model);
        }

        private void see(String call, Model model) {
            ComputationGraph graph = (ComputationGraph) model;
            StringBuilder line = new StringBuilder(call + " " + graph.getIterationCount() + " "
                    + graph.getEpochCount() + " " + graph.getLayer(0).getIterationCount() + " "
                    + graph.getLayer(0).getEpochCount());
            line.append(" ").append(Arrays.hashCode(graph.params().toFloatVector()));
            if (graph.gradient() != null) {
                line.append(" ").append(graph.score()).append(" ").append(graph.batchSize());
                graph.gradient().gradientForVariable().forEach((key, value) -> line.append(" ")
                        .append(key)
                        .append(Arrays.toString(value.shape()))
                        .append(Arrays.hashCode(value.dup('c').data().asFloat())));
                line.append(" ")
                        .append(Arrays.hashCode(graph.gradient().gradient().toFloatVector()));
            }
            seen.add(line.toString());
        }
    }
}

package org.weightbalancing.app.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.weightbalancing.app.experiment.StageRegularizer;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.RegularizerListener;

/**
 * The regularizers of a stage, made for one fit of its network.
 *
 * @param listeners in the stage's order
 * @param projections those of them that are MaxNorm
 */
public record StageRules(List<RegularizerListener> listeners, List<MaxNorm> projections) {

    private static final String REGULARIZER = "regularizer-";

    /** Makes the regularizers of a stage. */
    public static StageRules of(StageSettings stage, StageParts parts) {
        List<RegularizerListener> listeners = new ArrayList<>();
        List<MaxNorm> projections = new ArrayList<>();
        RegularizerFactory factory = new RegularizerFactory(parts.catalog(), parts.experiment(), parts.images());
        for (StageRegularizer settings : stage.regularizers()) {
            Regularizer rule = parts.catalog().create(settings.method());
            if (rule instanceof MaxNorm maxNorm) {
                projections.add(maxNorm);
            }
            listeners.add(new RegularizerListener(
                    factory.restricted(rule, settings.method()),
                    factory.filter(settings.method()),
                    settings.cadence()));
        }
        return new StageRules(List.copyOf(listeners), List.copyOf(projections));
    }

    /** What the trainer calls. */
    public List<TrainingListener> called() {
        return List.copyOf(listeners);
    }

    /** What a checkpoint keeps of them. */
    public Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new HashMap<>();
        for (int i = 0; i < listeners.size(); i++) {
            parts.put(REGULARIZER + i, listeners.get(i).state());
        }
        return parts;
    }

    /** Goes on where a checkpoint was. */
    public void resume(ComputationGraph network, Map<String, byte[]> parts) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).resume(network, parts.get(REGULARIZER + i));
        }
    }
}

package my.methods;

import java.util.Arrays;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.regularizers.Filters;
import org.weightbalancing.regularizers.Norm;
import org.weightbalancing.regularizers.Regularizer;

/** Scales every unit's weight vector up to a least norm: w_c becomes w_c max(1, floor / ||w_c||); zero stays zero. */
public record MinNorm(double floor) implements Regularizer {

    /** What an experiment file can say. */
    public record Settings(
            @Setting(doc = "Least norm of a unit.", min = 0, example = "0.5")
            double floor,

            @Setting(doc = "Parameters acted on.", byDefault = "classifier/weights")
            String on)
            implements RegularizerSettings {}

    static Component<Regularizer> component() {
        Component<Regularizer> minNorm =
                Component.of(Settings.class, "Scales units up to a least norm.", s -> new MinNorm(s.floor()));
        return minNorm.formula("w_c max(1, floor / |w_c|)");
    }

    @Override
    public void project(Filters filters) {
        if (filters.isWeight()) {
            filters.scaleUnits(Arrays.stream(filters.norms(Norm.L2))
                    .map(norm -> norm == 0 ? 1 : Math.max(1, floor / norm))
                    .toArray());
        }
    }
}

package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.regularizers.BiasPolicy;
import org.weightbalancing.regularizers.Regularizer;

/** Names a regularizer and what it acts on. */
public interface RegularizerSettings extends ComponentSettings<Regularizer> {

    /** The parameters acted on, as {@link ParameterScope} reads them. */
    String on();

    /** The classes whose rows are acted on, of parameters of the classifier. */
    default ShotScope classes() {
        return ShotScope.ALL;
    }

    /** Whether the regularizer changes weights themselves, and not only their gradient. */
    default boolean projects() {
        return true;
    }

    /**
     * Weight decay as an L2 penalty.
     *
     * @param decay factor of the weights that is added to their gradient
     * @param on the parameters decayed
     * @param classes whose rows are decayed
     */
    record WeightDecay(
            @Setting(doc = "Factor lambda of the weights that is added to their gradient.", min = 0, example = "5e-4")
            double decay,

            @Setting(doc = ParameterScope.DOC, byDefault = "all")
            String on,

            @Setting(doc = ParameterScope.CLASSES_DOC, byDefault = "all")
            ShotScope classes)
            implements RegularizerSettings {

        /** Checks the parameters. */
        public WeightDecay {
            ParameterScope.require(on, classes);
        }

        @Override
        public boolean projects() {
            return false;
        }
    }

    /**
     * Weight decay beside the gradient.
     *
     * @param decay factor of learning rate and weights that is subtracted from them
     * @param on the parameters decayed
     * @param classes whose rows are decayed
     */
    record DecoupledWeightDecay(
            @Setting(
                    doc = "Factor lambda of learning rate and weights that each step subtracts.",
                    min = 0,
                    example = "5e-3")
            double decay,

            @Setting(doc = ParameterScope.DOC, byDefault = "all")
            String on,

            @Setting(doc = ParameterScope.CLASSES_DOC, byDefault = "all")
            ShotScope classes)
            implements RegularizerSettings {

        /** Checks the parameters. */
        public DecoupledWeightDecay {
            ParameterScope.require(on, classes);
        }

        @Override
        public boolean projects() {
            return false;
        }
    }

    /**
     * Projection of each unit's weights onto a ball.
     *
     * @param radius of the ball; NaN if the fraction says it
     * @param fraction of the way from the smallest to the largest initial norm at which the radius lies; NaN if the radius is given
     * @param p of the norm, from 1 to infinity
     * @param bias what happens to the biases of projected units
     * @param on the parameters projected
     * @param classes whose rows are projected
     */
    record MaxNorm(
            @Setting(
                    doc = "Radius of the ball in units of the norm; give this or fraction.",
                    optional = true,
                    min = 0,
                    aboveMin = true)
            double radius,

            @Setting(
                    doc =
                            "Radius as a place between the smallest (0) and the largest (1) norm of the units when the stage starts; give this or radius.",
                    optional = true,
                    min = 0,
                    example = "0.1")
            double fraction,

            @Setting(
                    doc = "Order of the norm, 2 for the Euclidean, up to .inf.",
                    byDefault = "2",
                    min = 1,
                    infinite = true)
            double p,

            @Setting(
                    doc =
                            "What happens to the biases of projected units: keep, zero, or scale by the factor of the weights.",
                    byDefault = "keep")
            BiasPolicy bias,

            @Setting(doc = ParameterScope.DOC, byDefault = "classifier/weights")
            String on,

            @Setting(doc = ParameterScope.CLASSES_DOC, byDefault = "all")
            ShotScope classes)
            implements RegularizerSettings {

        /** Checks that one of radius and fraction is given, and the parameters. */
        public MaxNorm {
            if (Double.isNaN(radius) == Double.isNaN(fraction)) {
                throw new InvalidSetting(
                        Double.isNaN(radius) ? "radius" : "fraction",
                        Double.isNaN(radius)
                                ? "or fraction is needed, to say how large the ball is"
                                : "is given together with radius; only one of the two can say how large the ball is");
            }
            if (bias == BiasPolicy.ZERO) {
                throw new InvalidSetting("bias", "is zero; a projection allows keep and scale");
            }
            ParameterScope.require(on, classes);
        }
    }

    /**
     * Each unit's weights divided by their norm.
     *
     * @param bias what happens to the biases of the same layer
     * @param on the parameters normalised
     */
    record L2Normalization(
            @Setting(
                    doc =
                            "What happens to the biases: keep (the published code), zero, or scale by the factor of the weights.",
                    byDefault = "keep")
            BiasPolicy bias,

            @Setting(doc = ParameterScope.DOC, byDefault = "classifier/weights")
            String on)
            implements RegularizerSettings {

        /** Checks the parameters. */
        public L2Normalization {
            ParameterScope.require(on, ShotScope.ALL);
        }
    }

    /**
     * Each unit's weights divided by a power of their norm.
     *
     * @param tau the power
     * @param bias what happens to the biases of the same layer
     * @param on the parameters normalised
     */
    record TauNormalization(
            @Setting(
                    doc = "Power of the norm by which weights are divided: 0 changes nothing, 1 is L2 normalisation.",
                    min = 0,
                    example = "1.9")
            double tau,

            @Setting(
                    doc =
                            "What happens to the biases: keep (the published code), zero, or scale by the factor of the weights.",
                    byDefault = "keep",
                    example = "keep")
            BiasPolicy bias,

            @Setting(doc = ParameterScope.DOC, byDefault = "classifier/weights")
            String on)
            implements RegularizerSettings {

        /** Checks the parameters. */
        public TauNormalization {
            ParameterScope.require(on, ShotScope.ALL);
        }
    }
}

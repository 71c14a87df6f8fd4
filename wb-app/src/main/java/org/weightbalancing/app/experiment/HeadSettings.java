package org.weightbalancing.app.experiment;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.model.head.NearestClassMean.Variant;

/** Names the classifier on top of the features. */
public interface HeadSettings extends ComponentSettings<HeadSettings.Factory> {

    /** Makes a head for a network. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the head.
         *
         * @param source the network that the head is for
         * @return a network from features to logits that is only the head
         */
        ComputationGraph create(HeadSource source);
    }

    /** Whether the head is computed from the features of the training images instead of being trained. */
    default boolean closedForm() {
        return false;
    }

    /** Whether the head has nothing that a gradient could train. */
    default boolean fixed() {
        return closedForm();
    }

    /** Whether logits of this head are what a component needs. */
    default boolean gives(Need need) {
        return false;
    }

    /** The head of the network that the stage goes on from; linear from scratch. */
    record Keep() implements HeadSettings {}

    /** W f + b. */
    record Linear() implements HeadSettings {
        @Override
        public boolean gives(Need need) {
            return need == Need.TRAINED_CLASSIFIER;
        }
    }

    /**
     * Scaled cosines of features and class weights.
     *
     * @param scale of the cosines
     * @param learned whether the scale is trained
     */
    record Cosine(
            @Setting(
                    doc =
                            "Factor of the cosines, the start of it if learned; 1 only for losses with a scale of their own, such as ldam, since cross-entropy cannot fall far on logits between -1 and 1.",
                    byDefault = "16",
                    min = 0,
                    aboveMin = true,
                    example = "16")
            double scale,

            @Setting(doc = "Whether the factor is trained.", byDefault = "false")
            boolean learned)
            implements HeadSettings {
        @Override
        public boolean gives(Need need) {
            return need == Need.COSINES && scale == 1 && !learned;
        }
    }

    /** One trained factor for each row of a trained classifier. */
    record LearnableWeightScaling() implements HeadSettings {
        @Override
        public boolean gives(Need need) {
            return need == Need.TRAINED_CLASSIFIER;
        }
    }

    /** A trained classifier, moved by trained amounts where the features ask for it. */
    record DisAlign() implements HeadSettings {}

    /**
     * A fixed simplex equiangular tight frame.
     *
     * @param normalized whether features are divided by their norm
     * @param seed of the rotation
     */
    record Etf(
            @Setting(
                    doc =
                            "Whether features are divided by their norm, as dot-regression needs; cross-entropy needs false, since it cannot fall far on logits between -1 and 1.",
                    byDefault = "false",
                    example = "false")
            boolean normalized,

            @Setting(doc = "Seed of the frame's rotation.", byDefault = "0")
            long seed)
            implements HeadSettings {
        @Override
        public boolean fixed() {
            return true;
        }

        @Override
        public boolean gives(Need need) {
            return need == (normalized ? Need.ETF : Need.TRAINED_CLASSIFIER);
        }
    }

    /**
     * The nearest of the class means.
     *
     * @param variant what is done to features before
     */
    record NearestMean(
            @Setting(
                    doc =
                            "Distance of what: un of the features, l2n of the normalised ones, cl2n of the centred and normalised ones.",
                    byDefault = "cl2n",
                    example = "cl2n")
            Variant variant)
            implements HeadSettings {
        @Override
        public boolean closedForm() {
            return true;
        }
    }

    /**
     * The linear classifier that one step of weighted decay from the class means gives.
     *
     * @param weighting of the classes
     * @param decay of the closed form
     */
    record CenteredMean(
            @Setting(
                    doc = "How heavily the classes count.",
                    byDefault = "effective-number",
                    example = "effective-number")
            WeightingSettings weighting,

            @Setting(
                    doc = "Weight decay lambda of the closed form; it scales all logits.",
                    byDefault = "0.1",
                    min = 0,
                    aboveMin = true)
            double decay)
            implements HeadSettings {
        @Override
        public boolean closedForm() {
            return true;
        }

        @Override
        public boolean gives(Need need) {
            return need == Need.TRAINED_CLASSIFIER;
        }
    }
}

package org.weightbalancing.app;

import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Names the loss that a stage minimises. */
public interface LossSettings extends ComponentSettings<LossSettings.Factory> {

    /** Makes a loss for a training set. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the loss.
         *
         * @param trainCounts training images of each class [classes]
         * @return a loss on logits [b, classes]
         */
        ILossFunction create(int[] trainCounts);
    }

    /** Softmax cross-entropy. */
    record CrossEntropy() implements LossSettings {}

    /**
     * Cross-entropy weighted by the effective number of images of the class.
     *
     * @param beta of the effective number (1 - beta^n) / (1 - beta)
     */
    record ClassBalancedCrossEntropy(
            @Setting(
                    doc =
                            "Beta of the effective number of images (1 - beta^n) / (1 - beta); 0 weighs all classes alike, 1 by inverse frequency.",
                    byDefault = "0.9999",
                    min = 0,
                    max = 1,
                    example = "0.9999")
            double beta)
            implements LossSettings {}

    /**
     * Binary cross-entropy on softmax probabilities, weighted likewise: the loss of the published code.
     *
     * @param beta of the effective number (1 - beta^n) / (1 - beta)
     */
    record ClassBalancedSoftmaxBce(
            @Setting(
                    doc =
                            "Beta of the effective number of images (1 - beta^n) / (1 - beta); 0 weighs all classes alike, 1 by inverse frequency.",
                    byDefault = "0.9999",
                    min = 0,
                    max = 1,
                    example = "0.9999")
            double beta)
            implements LossSettings {}
}

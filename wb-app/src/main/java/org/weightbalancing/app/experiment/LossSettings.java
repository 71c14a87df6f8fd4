package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.app.setting.Setting;

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

    /** Adds cross-entropy and the losses of stage 2 of weight balancing. */
    static void bind(MapBinder<String, Component<Factory>> losses) {
        losses.addBinding("cross-entropy")
                .toInstance(Component.<Factory, CrossEntropy>of(
                                CrossEntropy.class,
                                "Softmax cross-entropy.",
                                settings -> counts -> new org.weightbalancing.train.loss.CrossEntropy())
                        .formula("-log p_y, p = softmax(z)"));
        losses.addBinding("class-balanced-cross-entropy")
                .toInstance(Component.<Factory, ClassBalancedCrossEntropy>of(
                                ClassBalancedCrossEntropy.class,
                                "Cross-entropy weighted by the effective number of images.",
                                settings -> counts -> new org.weightbalancing.train.loss.ClassBalancedCrossEntropy(
                                        counts, settings.beta()))
                        .formula("weight_y (-log p_y), weight_c ~ (1 - beta) / (1 - beta^n_c)")
                        .source("Cui et al., CVPR 2019"));
        losses.addBinding("class-balanced-softmax-bce")
                .toInstance(Component.<Factory, ClassBalancedSoftmaxBce>of(
                                ClassBalancedSoftmaxBce.class,
                                "Class-weighted binary cross-entropy on softmax probabilities: the loss of the published code.",
                                settings -> counts -> new org.weightbalancing.train.loss.ClassBalancedSoftmaxBce(
                                        counts, settings.beta()))
                        .formula("weight_y mean_c -(t_c log p_c + (1 - t_c) log(1 - p_c)), p = softmax(z)")
                        .source("Alshammari et al., CVPR 2022, the published code"));
    }
}

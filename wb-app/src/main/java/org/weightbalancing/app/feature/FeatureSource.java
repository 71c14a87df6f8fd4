package org.weightbalancing.app.feature;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.train.FeatureBank;

/** Where stages and changes after training get the features of images from. */
public interface FeatureSource {

    /** The features of images as they are, in their order, in a network. */
    FeatureBank plain(ComputationGraph network, ImageSet set);

    /** The features of the training images in a network, in as many augmented views as a stage asks for. */
    FeatureBank training(ComputationGraph network, StageSettings stage);
}

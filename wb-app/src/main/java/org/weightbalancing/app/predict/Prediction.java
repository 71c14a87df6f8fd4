package org.weightbalancing.app.predict;

/**
 * One class that an image may be of.
 *
 * @param index of the class, from 0
 * @param className its name
 * @param probability from 0 to 1; those of all classes sum to 1
 * @param logit of the class, adjustments and priors included
 */
public record Prediction(int index, String className, double probability, double logit) {}

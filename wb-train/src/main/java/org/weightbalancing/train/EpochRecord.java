package org.weightbalancing.train;

/**
 * Holds what one epoch of a stage came to.
 *
 * @param epoch zero-based within its stage
 * @param learningRate in force at the first step of the epoch
 * @param meanLoss mean over the epoch's examples of the network's score, each taken before its step; with DL4J's own
 *     regularization in the configuration, its penalty included
 * @param validation value of the validation after the epoch, NaN if there is none
 * @param seconds of training, without validation
 * @param imagesPerSecond training examples a second
 */
public record EpochRecord(
        int epoch, double learningRate, double meanLoss, double validation, double seconds, double imagesPerSecond) {}

package org.weightbalancing.train;

/**
 * Says which mean of the parameters that a stage goes through it ends with, in place of those it arrives at.
 *
 * <p>Training itself goes on as without: steps, losses and listeners see the parameters, never their average.
 */
public sealed interface WeightAveraging permits NoAveraging, ExponentialMovingAverage, StochasticWeightAverage {}

package org.weightbalancing.train;

/** Averages nothing: a stage ends with parameters that it arrived at. */
public record NoAveraging() implements WeightAveraging {}

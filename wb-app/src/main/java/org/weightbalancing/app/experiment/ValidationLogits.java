package org.weightbalancing.app.experiment;

/**
 * What a network says of the validation images.
 *
 * @param logits [n, classes]
 * @param labels class of each image [n]
 */
// A holder of arrays that are handed over, not compared.
@SuppressWarnings("ArrayRecordComponent")
public record ValidationLogits(double[][] logits, int[] labels) {}

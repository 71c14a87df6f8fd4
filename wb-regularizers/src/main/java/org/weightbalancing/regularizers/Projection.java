package org.weightbalancing.regularizers;

/**
 * What one application of {@link MaxNorm} did to one parameter.
 *
 * @param layer name of the layer
 * @param key the parameter's key within the layer, such as {@code W}
 * @param application zero-based number of the application to this parameter
 * @param radius the radius delta in force
 * @param units how many units the parameter has
 * @param projected how many of them lay outside the ball and were scaled
 * @param meanShrink mean over the projected units of 1 - radius/norm, in 0..1; NaN if none was projected
 */
public record Projection(
        String layer, String key, int application, double radius, int units, int projected, double meanShrink) {}

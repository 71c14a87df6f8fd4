/**
 * Trained networks in one file each, with all that is needed to use them.
 *
 * <p>{@link org.weightbalancing.app.predict.Predictor} predicts the classes of images.
 */
package org.weightbalancing.app.predict;

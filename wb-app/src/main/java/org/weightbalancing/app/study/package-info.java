/**
 * Trials of experiments for a search: the stem that all share, the training of each, and what is told of them.
 *
 * <p>{@code TrialObjective} is the objective that {@link org.weightbalancing.app.search} asks; test images are touched by
 * {@code SelectedTrial} alone.
 */
package org.weightbalancing.app.study;

/**
 * The stages of a run: networks, feeding, fitting, checkpoints, what is recorded on the way, and changes after training.
 *
 * <p>{@code StageTrainer} turns one network into the next; {@code StageFit} fits the network of one stage.
 */
package org.weightbalancing.app.training;

/**
 * Training of any {@link org.deeplearning4j.nn.graph.ComputationGraph} in stages.
 *
 * <p>The idea: long-tailed recognition trains in stages, which differ in loss, schedule and data but not in how a loop
 * runs. A {@link org.weightbalancing.train.Stage} says what differs, the {@link org.weightbalancing.train.Trainer} runs
 * DL4J's own epochs, and everything else (regularizers, measurements) is a listener.
 *
 * <pre>{@code
 * Stage stage = new Stage("stage-1", 200, new CosineSchedule(0.01, 200, 0, Timing.AFTER_EPOCH), 0.9,
 *         new CrossEntropy(), CheckpointPolicy.BEST_ON_VALIDATION);
 * Validation validation = new Validation("validation", graph -> graph.evaluate(heldOut).accuracy());
 * TrainingHistory history = new Trainer().fit(graph, stage, batches, validation, List.of(regularizer));
 * }</pre>
 *
 * <ul>
 *   <li>The loop: {@link org.weightbalancing.train.Trainer}, {@link org.weightbalancing.train.Stage},
 *       {@link org.weightbalancing.train.Validation}, {@link org.weightbalancing.train.CheckpointPolicy},
 *       {@link org.weightbalancing.train.Progress}.
 *   <li>Its results: {@link org.weightbalancing.train.TrainingHistory}, {@link org.weightbalancing.train.EpochRecord},
 *       {@link org.weightbalancing.train.DivergedException},
 *       {@link org.weightbalancing.train.TrainingInterruptedException}.
 *   <li>Averages of the weights, {@link org.weightbalancing.train.WeightAveraging}: none,
 *       {@link org.weightbalancing.train.ExponentialMovingAverage} or
 *       {@link org.weightbalancing.train.StochasticWeightAverage}.
 *   <li>Going on after a stop, bit for bit: {@link org.weightbalancing.train.Checkpointing} is given a
 *       {@link org.weightbalancing.train.TrainingState} at a {@link org.weightbalancing.train.StagePosition},
 *       {@link org.weightbalancing.train.StateFile} keeps it as a {@link org.weightbalancing.train.SavedState}, and
 *       {@link org.weightbalancing.train.Trainer#resume} takes it up.
 *   <li>The step: {@link org.weightbalancing.train.HeavyBall}, with a rate by
 *       {@link org.weightbalancing.train.CosineSchedule}, {@link org.weightbalancing.train.MultiStepSchedule} or
 *       {@link org.weightbalancing.train.ConstantSchedule}, perhaps after a {@link org.weightbalancing.train.Warmup};
 *       {@link org.weightbalancing.train.Timing} says which epoch a rate belongs to.
 *   <li>Features of a frozen network: cached in a {@link org.weightbalancing.train.FeatureBank}, kept in a
 *       {@link org.weightbalancing.train.FeatureFile} (written row by row by a
 *       {@link org.weightbalancing.train.FeatureWriter}) and shown by {@link org.weightbalancing.train.FeatureBatches}, or
 *       computed anew, {@link org.weightbalancing.train.LiveFeatures}.
 *   <li>Memory: {@link org.weightbalancing.train.ClosingBatches} frees each batch once it is used.
 *   <li>Randomness: {@link org.weightbalancing.train.Seeds}.
 * </ul>
 *
 * <p>Epochs, batches and steps count from zero. Losses are in {@link org.weightbalancing.train.loss}.
 */
package org.weightbalancing.train;

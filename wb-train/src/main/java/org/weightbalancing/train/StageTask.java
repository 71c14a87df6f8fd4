package org.weightbalancing.train;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a loop is to do, and who hears of it. */
record StageTask(
        ComputationGraph graph, Stage stage, Validation validation, Progress progress, Checkpointing checkpointing) {}

/**
 * Training stages, schedules and losses for long tails.
 *
 * <p>{@code new Trainer().fit(graph, stage, batches, validation, listeners)} trains any ComputationGraph.
 */
// DL4J's descriptors do not boot, so they are met as automatic modules of the same names.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.weightbalancing.train {
    requires transitive deeplearning4j.nn;
    requires transitive nd4j.api;

    exports org.weightbalancing.train;
    exports org.weightbalancing.train.loss;
}

/**
 * Training stages, schedules and losses for long tails.
 *
 * <p>{@code new Trainer().fit(graph, stage, batches, validation, listeners)} trains any ComputationGraph.
 */
// DL4J's descriptors do not boot, so they are met as automatic modules of the same names.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.weightbalancing.train {
    requires jackson;
    requires transitive deeplearning4j.nn;
    requires transitive nd4j.api;
    requires transitive nd4j.common;

    exports org.weightbalancing.train;
    exports org.weightbalancing.train.loss;

    // DL4J writes and reads updaters, schedules and losses as part of a network's configuration.
    opens org.weightbalancing.train to
            jackson;
    opens org.weightbalancing.train.loss to
            jackson;
}

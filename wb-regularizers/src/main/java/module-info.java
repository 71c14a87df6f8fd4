/**
 * Weight balancing on any DL4J network.
 *
 * <p>{@code Regularizers.apply(graph, ParameterFilter.layer("classifier"), new TauNormalization(1.9))} rescales a
 * trained classifier.
 */
// DL4J's descriptors do not boot, so they are met as automatic modules of the same names.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.weightbalancing.regularizers {
    requires transitive deeplearning4j.nn;
    requires transitive nd4j.api;

    exports org.weightbalancing.regularizers;
}

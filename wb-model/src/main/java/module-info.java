/**
 * ResNets for small images on fast CPU layers, as ordinary ComputationGraphs.
 *
 * <p>{@code ResNets.build(ResNetSpec.resnet32(100).seed(7))} is ready to train.
 */
// DL4J's descriptors do not boot, so they are met as automatic modules of the same names.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.weightbalancing.model {
    requires transitive deeplearning4j.nn;
    requires transitive nd4j.api;
    requires org.bytedeco.dnnl;

    exports org.weightbalancing.model;
}

/**
 * ResNets for small images on fast CPU layers, as ordinary ComputationGraphs.
 *
 * <p>{@code ResNets.build(ResNetSpec.resnet32(100), loss)} is ready to train.
 */
// DL4J's descriptors do not boot, so they are met as automatic modules of the same names.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.weightbalancing.model {
    requires jackson;
    requires nd4j.common;
    requires org.bytedeco.javacpp;

    // Absent where oneDNN has no build; layers then run on ND4J.
    requires static org.bytedeco.dnnl;
    requires transitive deeplearning4j.nn;
    requires transitive nd4j.api;

    exports org.weightbalancing.model;
    exports org.weightbalancing.model.geometry;
    exports org.weightbalancing.model.head;

    // ND4J's Jackson reads and writes layer configurations by field.
    opens org.weightbalancing.model to
            jackson;
    opens org.weightbalancing.model.head to
            jackson;
}

/**
 * Long-tailed image data sets as DataSetIterators.
 *
 * <p>{@code new LongTail(EXPONENTIAL, 100).subset(CifarBinary.CIFAR_100.read(folder, TRAIN))} is CIFAR-100-LT.
 */
// ND4J's descriptor does not boot, so it is met as an automatic module of the same name.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.weightbalancing.data {
    requires transitive nd4j.api;

    exports org.weightbalancing.data;
    exports org.weightbalancing.data.mixing;
}

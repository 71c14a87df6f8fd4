/** A loss and a regularizer for wb. */
module my.methods {
    requires jackson;
    requires nd4j.common;
    requires org.weightbalancing.app;

    // wb reads the settings, DL4J the loss of a saved network.
    opens my.methods to
            jackson,
            org.weightbalancing.app;

    provides com.google.inject.Module with
            my.methods.Bindings;
}

/**
 * The wb command: experiments, search and reports composed of the five leaves.
 *
 * <p>{@code java -p mods --add-modules ALL-MODULE-PATH -m org.weightbalancing.app/org.weightbalancing.app.Main} is what
 * the launcher {@code wb} runs.
 */
// DL4J's descriptors do not boot, so they are met as automatic modules of the same names; Arbiter, Guice and
// JFreeChart have none.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.weightbalancing.app {
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.samskivert.jmustache;
    requires commons.math3;
    requires info.picocli;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.management;
    requires nd4j.common;
    requires nd4j.cpu.api;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.bytedeco.javacpp;
    requires org.jfree.jfreechart;
    requires org.slf4j;
    requires org.yaml.snakeyaml;
    requires transitive arbiter.core;
    requires transitive com.google.guice;
    requires transitive deeplearning4j.nn;
    requires transitive java.desktop;
    requires transitive nd4j.api;
    requires transitive org.weightbalancing.data;
    requires transitive org.weightbalancing.eval;
    requires transitive org.weightbalancing.model;
    requires transitive org.weightbalancing.regularizers;
    requires transitive org.weightbalancing.train;

    exports org.weightbalancing.app.backend;
    exports org.weightbalancing.app.experiment;
    exports org.weightbalancing.app.file;
    exports org.weightbalancing.app.predict;
    exports org.weightbalancing.app.search;
    exports org.weightbalancing.app.setting;

    // A plug-in jar provides a module whose bindings add to the catalog.
    uses com.google.inject.Module;

    // Named, not loaded, before ND4J starts: a missing or doubled backend is told in one sentence.
    uses org.nd4j.linalg.factory.Nd4jBackend;

    opens org.weightbalancing.app to
            info.picocli;
    opens org.weightbalancing.app.experiment to
            com.google.guice;
    opens org.weightbalancing.app.run to
            info.picocli;
}

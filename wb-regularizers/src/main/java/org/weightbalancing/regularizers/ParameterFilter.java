package org.weightbalancing.regularizers;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;

/**
 * Decides which parameters of a network a {@link Regularizer} sees.
 *
 * <p>Only trainable parameters can be selected: the running mean and variance that DL4J keeps among the parameters of
 * batch normalization never are. A filter is independent of any network until {@link #in} binds it to one. Filters are
 * immutable and combine: {@code classifier().and(weights())}.
 */
public final class ParameterFilter {

    private final String description;
    private final Set<String> layers;
    private final Predicate<Filters> test;

    private ParameterFilter(String description, Set<String> layers, Predicate<Filters> test) {
        this.description = description;
        this.layers = Set.copyOf(layers);
        this.test = test;
    }

    /** Selects every trainable parameter, including biases and the gamma and beta of batch normalization. */
    public static ParameterFilter all() {
        return matching("all", filters -> true);
    }

    /**
     * Selects the weights, or kernels, of dense, convolutional and recurrent layers: neither biases nor gamma nor beta.
     */
    public static ParameterFilter weights() {
        return matching("weights", Filters::isWeight);
    }

    /** Selects the biases; the beta of batch normalization is not one. */
    public static ParameterFilter biases() {
        return matching("biases", Filters::isBias);
    }

    /**
     * Selects the gamma and beta of batch normalization, of DL4J's own layer and of any other that calls its parameters
     * so; the running mean and variance are not among them.
     */
    public static ParameterFilter batchNorm() {
        return matching("batch-norm", Filters::isBatchNorm);
    }

    /**
     * Selects the parameters of the output layer, or layers, of the network, whatever their names: those that compute the
     * logits in a layer with a loss (DL4J's {@code BaseOutputLayer} and its subclasses).
     */
    public static ParameterFilter classifier() {
        return matching("classifier", Filters::isClassifier);
    }

    /** Selects the parameters of the layers of these names; {@link #in} refuses a network that lacks one of them. */
    public static ParameterFilter layer(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("no layer named, but at least one name is required");
        }
        Set<String> layers = Set.of(names);
        return new ParameterFilter(
                "layer(" + String.join(", ", names) + ")", layers, filters -> layers.contains(filters.layer()));
    }

    /** Selects the parameters that pass a test of one's own; the description stands for it in messages. */
    public static ParameterFilter matching(String description, Predicate<Filters> test) {
        return new ParameterFilter(description, Set.of(), test);
    }

    /** Selects what both filters select. */
    public ParameterFilter and(ParameterFilter other) {
        return new ParameterFilter(
                "(" + this + " and " + other + ")", united(layers, other.layers), test.and(other.test));
    }

    /** Selects what either filter selects. */
    public ParameterFilter or(ParameterFilter other) {
        return new ParameterFilter(
                "(" + this + " or " + other + ")", united(layers, other.layers), test.or(other.test));
    }

    /** Selects the trainable parameters that this filter does not. */
    public ParameterFilter not() {
        return new ParameterFilter("not " + this, layers, test.negate());
    }

    /**
     * Returns live views of the selected parameters, in the network's order.
     *
     * @param model an initialized MultiLayerNetwork or ComputationGraph
     * @throws IllegalArgumentException if the filter names a layer that the network lacks, or selects nothing
     */
    public List<Filters> in(Model model) {
        List<NetworkLayer> all = NetworkLayer.of(model);
        List<String> known = all.stream().map(NetworkLayer::name).toList();
        layers.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("the network has no layer \"" + unknown + "\"; did you mean \""
                            + NearestName.of(unknown, known) + "\"? Its layers are " + known);
                });
        List<Filters> selected = all.stream()
                .flatMap(layer -> layer.parameters().stream())
                .filter(test)
                .toList();
        if (selected.isEmpty()) {
            throw new IllegalArgumentException(
                    "the parameter filter " + this + " selects nothing in the network with layers " + known);
        }
        return selected;
    }

    @Override
    public String toString() {
        return description;
    }

    private static Set<String> united(Set<String> a, Set<String> b) {
        return Stream.concat(a.stream(), b.stream()).collect(Collectors.toUnmodifiableSet());
    }
}

package org.weightbalancing.model.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.LayerNames;

/**
 * Measures how long the weights of one layer are: the Euclidean norm of each filter, those weights that compute one
 * output channel, unit or logit.
 *
 * <p>If batch normalization takes the scale of all outputs away, the loss is the same for {@code W} and {@code a W}, {@code
 * a > 0}, but for the eps of the normalization, and its gradient is orthogonal to W and shrinks with 1 / a: a step at rate
 * eta turns W as far as one at rate {@code eta / |W|_F^2} turns {@code W / |W|_F} (van Laarhoven, arXiv:1706.05350, 2017;
 * Hoffer et al., NeurIPS 2018).
 *
 * @param layer its name in the network
 * @param norms of the filters, at least one, in the order of the outputs
 * @param frobenius the root of the sum of all squares, |W|_F
 * @param scaleInvariant whether the outputs, biases or none added, go into batch normalizations and nowhere else
 */
// Copied on the way in and out, and compared by content below.
@SuppressWarnings("ArrayRecordComponent")
public record LayerNorms(String layer, double[] norms, double frobenius, boolean scaleInvariant) {

    /** Copies the norms. */
    public LayerNorms {
        if (norms.length == 0) {
            throw new IllegalArgumentException("layer '" + layer + "' has 0 norms, but at least one is needed");
        }
        norms = norms.clone();
    }

    /**
     * Those of each layer of convolutions [out, in, ...] or of dense or output units [in, out], in the order of
     * computation.
     *
     * <p>The classifier has the norms that {@link Classifiers#norms} gives, and is left out if its head has none. Left out
     * too are layers of other kinds: recurrent, embedding, transposed, depthwise and separable ones.
     *
     * @param network any; not changed
     */
    public static List<LayerNorms> of(ComputationGraph network) {
        GraphVertex[] vertices = network.getVertices();
        return IntStream.of(network.topologicalSortOrder())
                .mapToObj(index -> vertices[index])
                .filter(GraphVertex::hasLayer)
                .flatMap(vertex -> filters(network, vertex).stream().map(filters -> of(network, vertex, filters)))
                .toList();
    }

    private static LayerNorms of(ComputationGraph network, GraphVertex vertex, Rows filters) {
        return new LayerNorms(
                vertex.getVertexName(),
                filters.norms(),
                Math.sqrt(filters.squares()),
                isScaleInvariant(network.getVertices(), vertex));
    }

    /** The filters of a layer by row; empty for layers of other kinds. */
    private static Optional<Rows> filters(ComputationGraph network, GraphVertex vertex) {
        Layer layer = vertex.getLayer();
        org.deeplearning4j.nn.conf.layers.Layer kind = layer.conf().getLayer();
        if (kind instanceof BaseOutputLayer && vertex.getVertexName().equals(LayerNames.CLASSIFIER)) {
            return Classifiers.weights(network).map(weights -> rows(weights, false));
        }
        boolean convolves = isPlainConvolution(kind);
        if (!convolves && !(kind instanceof DenseLayer) && !(kind instanceof BaseOutputLayer)) {
            return Optional.empty();
        }
        return Optional.ofNullable(layer.paramTable().get(DefaultParamInitializer.WEIGHT_KEY))
                .map(weights -> rows(weights, convolves));
    }

    private static boolean isPlainConvolution(org.deeplearning4j.nn.conf.layers.Layer kind) {
        return kind instanceof ConvolutionLayer
                && !(kind instanceof Deconvolution2D)
                && !(kind instanceof Deconvolution3D)
                && !(kind instanceof DepthwiseConvolution2D)
                && !(kind instanceof SeparableConvolution2D);
    }

    private static Rows rows(INDArray weights, boolean unitsFirst) {
        double[] values = Rows.doubles(unitsFirst ? weights : weights.transpose());
        int units = Math.toIntExact(weights.size(unitsFirst ? 0 : 1));
        return new Rows(values, units, values.length / units);
    }

    // Normalization takes away biases as well, but only what comes before an activation scales with the weights alone.
    private static boolean isScaleInvariant(GraphVertex[] vertices, GraphVertex vertex) {
        boolean linear = vertex.getLayer().conf().getLayer() instanceof FeedForwardLayer layer
                && layer.getActivationFn() instanceof ActivationIdentity;
        return linear
                && !vertex.isOutputVertex()
                && Stream.of(vertex.getOutputVertices())
                        .map(reader -> vertices[reader.getVertexIndex()])
                        .allMatch(LayerNorms::normalizes);
    }

    private static boolean normalizes(GraphVertex vertex) {
        return vertex.hasLayer() && vertex.getLayer().conf().getLayer() instanceof BatchNormalization;
    }

    /** A copy of the norms of the filters, [filters]. */
    @Override
    public double[] norms() {
        return norms.clone();
    }

    /** The mean of the norms. */
    public double mean() {
        return Arrays.stream(norms).average().orElseThrow();
    }

    /** The standard deviation of the norms, divided by their number. */
    public double deviation() {
        double mean = mean();
        return Math.sqrt(Arrays.stream(norms)
                .map(norm -> (norm - mean) * (norm - mean))
                .average()
                .orElseThrow());
    }

    /** The smallest norm. */
    public double smallest() {
        return Arrays.stream(norms).min().orElseThrow();
    }

    /** The largest norm. */
    public double largest() {
        return Arrays.stream(norms).max().orElseThrow();
    }

    /** {@code rate / |W|_F^2}; NaN if the layer is not scale-invariant or its weights are 0. */
    public double effectiveLearningRate(double rate) {
        return scaleInvariant && frobenius > 0 ? rate / (frobenius * frobenius) : Double.NaN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LayerNorms that
                && layer.equals(that.layer)
                && Arrays.equals(norms, that.norms)
                && Double.compare(frobenius, that.frobenius) == 0
                && scaleInvariant == that.scaleInvariant;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(norms) + layer.hashCode();
    }

    @Override
    public String toString() {
        return "LayerNorms[layer=" + layer + ", norms=" + Arrays.toString(norms) + ", frobenius=" + frobenius
                + ", scaleInvariant=" + scaleInvariant + "]";
    }
}

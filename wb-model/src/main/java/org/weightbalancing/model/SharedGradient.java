package org.weightbalancing.model;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/**
 * Whether both inputs of a vertex may be handed one array as their gradient.
 *
 * <p>ComputationGraph walks from the last vertex of the topological order to the first. The gradient that reaches a
 * vertex first is kept as it is, those of its other consumers are added to that array in place. One array is therefore
 * safe for two inputs when both only read it, and when no other consumer of the one is visited between the vertex and
 * the other: what it adds then comes before there is the array, or after the other input is done with it. In a residual
 * block that holds, because the other consumer of the identity, the block's first convolution, comes before the end of
 * its branch.
 */
final class SharedGradient {

    private SharedGradient() {}

    static boolean isSafe(ComputationGraph graph, GraphVertex vertex) {
        GraphVertex[] vertices = graph.getVertices();
        VertexIndices[] inputs = vertex.getInputVertices();
        GraphVertex a = vertices[inputs[0].getVertexIndex()];
        GraphVertex b = vertices[inputs[1].getVertexIndex()];
        int[] position = positions(graph.topologicalSortOrder());
        return onlyReads(a)
                && onlyReads(b)
                && noneBetween(position, vertex, b, a.getOutputVertices())
                && noneBetween(position, vertex, a, b.getOutputVertices());
    }

    private static boolean noneBetween(int[] position, GraphVertex vertex, GraphVertex input, VertexIndices[] others) {
        int start = position[vertex.getVertexIndex()];
        int end = position[input.getVertexIndex()];
        for (VertexIndices other : others) {
            int visited = position[other.getVertexIndex()];
            if (end < visited && visited < start) {
                return false;
            }
        }
        return true;
    }

    // Others may write into the gradient they are given, or hand it on as their own.
    private static boolean onlyReads(GraphVertex vertex) {
        return vertex instanceof ParameterFreeVertex
                || vertex.getLayer() instanceof FastBatchNormLayer
                || vertex.getLayer() instanceof FastConvolutionLayer;
    }

    private static int[] positions(int[] order) {
        int[] position = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        return position;
    }
}

package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The parameters that a study draws from: named dimensions, laid out over the unit cube.
 *
 * <p>It is a parameter space of Arbiter with one leaf for each dimension, so that Arbiter's generators can search it.
 */
public final class SearchSpace extends AbstractParameterSpace<Parameters> {

    private final List<Dimension> dimensions;
    private final Map<String, ParameterSpace<?>> leaves;

    /**
     * A space of some dimensions.
     *
     * @param dimensions at least one, in an order in which a condition comes after the choice that it is on
     * @throws IllegalArgumentException if there are none, two have one name, or a condition is on no earlier choice or on
     *     an option that the choice does not have
     */
    public SearchSpace(List<Dimension> dimensions) {
        this.dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("a search space has no dimensions; allowed is one or more");
        }
        Map<String, Dimension> earlier = new LinkedHashMap<>();
        leaves = new LinkedHashMap<>();
        for (Dimension dimension : this.dimensions) {
            dimension.condition().ifPresent(condition -> Conditions.require(dimension.name(), condition, earlier));
            if (earlier.put(dimension.name(), dimension) != null) {
                throw new IllegalArgumentException("two dimensions of a search space are named " + dimension.name());
            }
            leaves.put(dimension.name(), Leaves.leaf(dimension.domain()));
        }
    }

    /** A space of some dimensions. */
    public static SearchSpace of(Dimension... dimensions) {
        return new SearchSpace(List.of(dimensions));
    }

    /** The dimensions, in the order of their coordinates. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /**
     * The parameters at a point of the cube: the values of the dimensions that matter there.
     *
     * @param coordinates one for each dimension, from 0 to below 1
     * @throws IllegalArgumentException if they are fewer, more, NaN or outside
     */
    public Parameters at(List<Double> coordinates) {
        Map<String, Object> values = new LinkedHashMap<>();
        walk(coordinates, values);
        return new Parameters(values);
    }

    /** Which dimensions matter at a point of the cube, as {@link #at} has it. */
    public List<Boolean> active(List<Double> coordinates) {
        return walk(coordinates, new LinkedHashMap<>());
    }

    private List<Boolean> walk(List<Double> coordinates, Map<String, Object> values) {
        if (coordinates.size() != dimensions.size()) {
            throw new IllegalArgumentException("a point has " + coordinates.size()
                    + " coordinates, allowed is one for each of the " + dimensions.size() + " dimensions");
        }
        List<Boolean> active = new ArrayList<>(dimensions.size());
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            Object value = dimension.domain().at(coordinates.get(i));
            active.add(Conditions.hold(dimension, values));
            if (active.get(i)) {
                values.put(dimension.name(), value);
            }
        }
        return active;
    }

    /**
     * The parameters at a point, which may leave out what has one value; a coordinate of 1 is taken for the last below.
     * Both are ways of Arbiter's grid.
     */
    @Override
    public Parameters getValue(double[] coordinates) {
        return at(Coordinates.inside(whole(coordinates)));
    }

    /** Puts back the coordinates of what has one value, if they were left out. */
    double[] whole(double[] coordinates) {
        long varying =
                dimensions.stream().filter(dimension -> !isOne(dimension)).count();
        if (coordinates.length == dimensions.size() || coordinates.length != varying) {
            return coordinates;
        }
        double[] all = new double[dimensions.size()];
        int next = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = isOne(dimensions.get(i)) ? 0 : coordinates[next++];
        }
        return all;
    }

    private static boolean isOne(Dimension dimension) {
        return dimension.domain().size().equals(OptionalInt.of(1));
    }

    @Override
    public int numParameters() {
        return dimensions.size();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return List.copyOf(leaves.values());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        return new LinkedHashMap<>(leaves);
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    /** Refused: the coordinates are in the order of the dimensions. */
    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("a search space is no leaf: its dimensions have the indices");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchSpace space && space.dimensions.equals(dimensions);
    }

    @Override
    public int hashCode() {
        return dimensions.hashCode();
    }

    @Override
    public String toString() {
        return "SearchSpace" + dimensions;
    }
}

package org.weightbalancing.app.search;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/** Arbiter's leaf spaces of the domains; its grid learns from them how many values there are. */
final class Leaves {

    private Leaves() {}

    static ParameterSpace<?> leaf(Domain domain) {
        if (domain instanceof Uniform uniform) {
            return new ContinuousParameterSpace(uniform.low(), uniform.high());
        } else if (domain instanceof LogUniform uniform) {
            return new ContinuousParameterSpace(new LogUniformDistribution(uniform.low(), uniform.high()));
        } else if (domain instanceof IntegerRange range) {
            return new IntegerParameterSpace(range.low(), range.high());
        }
        return new DiscreteParameterSpace<>(((Choice) domain).options());
    }
}

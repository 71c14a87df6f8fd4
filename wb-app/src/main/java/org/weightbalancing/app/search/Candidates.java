package org.weightbalancing.app.search;

import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;

/** Proposals as Arbiter has them. */
final class Candidates {

    private Candidates() {}

    static Candidate<Parameters> of(int number, Proposal proposal) {
        Map<String, Object> data = new TreeMap<>();
        proposal.budget().ifPresent(budget -> data.put(StudyGenerator.BUDGET, budget));
        proposal.parent().ifPresent(parent -> data.put(StudyGenerator.PARENT, parent));
        double[] flat =
                proposal.coordinates().stream().mapToDouble(Double::doubleValue).toArray();
        return new Candidate<>(proposal::parameters, number, flat, data, null);
    }
}

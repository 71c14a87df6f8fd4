package org.weightbalancing.app.search;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for parameters that no trial has had yet, with an end also where there are none. */
final class Fresh {

    private static final int WANTED = 20;
    private static final int RANDOM = 100;

    private Fresh() {}

    /**
     * The first proposal of new parameters among 20 wanted ones, else among 100 random ones; else the last random one.
     *
     * @param wanted proposals; may end
     * @param random proposals, without an end
     * @param known parameters of the trials so far
     */
    static Proposal first(Stream<Proposal> wanted, Stream<Proposal> random, Set<Parameters> known) {
        return wanted.limit(WANTED)
                .filter(proposal -> !known.contains(proposal.parameters()))
                .findFirst()
                .orElseGet(() -> first(random.limit(RANDOM).toList(), known));
    }

    private static Proposal first(List<Proposal> random, Set<Parameters> known) {
        return random.stream()
                .filter(proposal -> !known.contains(proposal.parameters()))
                .findFirst()
                .orElseGet(() -> random.get(random.size() - 1));
    }
}

package org.weightbalancing.app.search;

import java.util.Collections;

/** A generator of the middle of the cube, for tests to change. */
class FakeGenerator extends SpaceGenerator {

    FakeGenerator(SearchSpace space) {
        super(space, 0);
    }

    @Override
    Proposal propose(int number) {
        return at(Collections.nCopies(space().numParameters(), 0.5));
    }
}

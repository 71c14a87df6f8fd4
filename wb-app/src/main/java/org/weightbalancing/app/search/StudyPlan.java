package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a session of a study goes by.
 *
 * @param generator of its proposals
 * @param goal what is better
 * @param pruner of trials in this JVM, if any
 * @param budget to be spent
 * @param parallel trials at once in this session
 * @param listener hears of changes
 * @param staleAfter silence after which another machine's trial is taken over
 * @param grace time for a trial to stop when it is told to
 * @param ending what ends it besides the budget
 */
record StudyPlan(
        StudyGenerator generator,
        Goal goal,
        Optional<Pruner> pruner,
        Budget budget,
        int parallel,
        Consumer<List<TrialRecord>> listener,
        Duration staleAfter,
        Duration grace,
        Ending ending) {}

package org.weightbalancing.app.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/**
 * A search for the best parameters: what is searched, by what means and at what cost, and the folder that keeps it.
 *
 * <p>Immutable; each method gives another study. The folder is all that a study is: it may be run again after it was
 * stopped or killed and goes on where it was, and several processes, on one machine or many, may run it at once.
 *
 * <pre>{@code
 * SearchSpace space = SearchSpace.of(Dimension.of("x", new Uniform(-1, 1)));
 * StudyResult result = Study.in(folder)
 *         .generator(new RandomGenerator(space, 0))
 *         .goal(Goal.minimise())
 *         .budget(Budget.trials(20))
 *         .run(trial -> Math.abs(trial.parameters().number("x")));
 * }</pre>
 */
public final class Study {

    private static final Duration STALE_AFTER = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path folder;
    private Optional<SearchSpace> space = Optional.empty();
    private Optional<Goal> goal = Optional.empty();
    private Optional<StudyGenerator> generator = Optional.empty();
    private String generatorName = "";
    private Map<String, String> settings = Map.of();
    private Optional<Pruner> pruner = Optional.empty();
    private Optional<Budget> budget = Optional.empty();
    private OptionalLong seed = OptionalLong.empty();
    private int parallel = 1;
    private Consumer<List<TrialRecord>> listener = trials -> {};
    private Duration staleAfter = STALE_AFTER;
    private Duration grace = GRACE;

    private Study(Path folder) {
        this.folder = folder;
    }

    /** A study kept in a folder, which need not be there. */
    public static Study in(Path folder) {
        return new Study(folder);
    }

    private Study with(Consumer<Study> change) {
        Study study = new Study(folder);
        study.space = space;
        study.goal = goal;
        study.generator = generator;
        study.generatorName = generatorName;
        study.settings = settings;
        study.pruner = pruner;
        study.budget = budget;
        study.seed = seed;
        study.parallel = parallel;
        study.listener = listener;
        study.staleAfter = staleAfter;
        study.grace = grace;
        change.accept(study);
        return study;
    }

    /** What is searched: that of the generator, which need not be told. */
    public Study space(SearchSpace searched) {
        return with(study -> study.space = Optional.of(searched));
    }

    /** What is better. Needed. */
    public Study goal(Goal better) {
        return with(study -> study.goal = Optional.of(better));
    }

    /** What proposes. Needed. It is noted in the study by the name of its class, without settings. */
    public Study generator(StudyGenerator proposing) {
        return generator(proposing, name(proposing), Map.of());
    }

    /** The name of a generator's class in small letters, such as latin-hypercube of a LatinHypercubeGenerator. */
    static String name(CandidateGenerator generator) {
        Class<?> named =
                generator.getClass().isAnonymousClass() ? generator.getClass().getSuperclass() : generator.getClass();
        return named.getSimpleName()
                .replaceFirst("(?<=.)Generator$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * What proposes.
     *
     * @param proposing used by one session at a time
     * @param name noted in the study; another session must have the same
     * @param noted settings by name, likewise
     */
    public Study generator(StudyGenerator proposing, String name, Map<String, String> noted) {
        return with(study -> {
            study.generator = Optional.of(proposing);
            study.generatorName = name;
            study.settings = Map.copyOf(noted);
        });
    }

    /** What gives up trials on their way; nothing does unless told. Forked trials have one of their own. */
    public Study pruner(Pruner judge) {
        return with(study -> study.pruner = Optional.of(judge));
    }

    /** What may be spent. Needed. */
    public Study budget(Budget spent) {
        return with(study -> study.budget = Optional.of(spent));
    }

    /**
     * How many trials run at once in a session.
     *
     * @throws IllegalArgumentException if none does
     */
    public Study parallel(int trials) {
        if (trials < 1) {
            throw new IllegalArgumentException("parallel trials are " + trials + ", allowed is 1 or more");
        }
        return with(study -> study.parallel = trials);
    }

    /** The seed, which the generator is given; unless told, the generator keeps its own, and the study notes that. */
    public Study seed(long value) {
        return with(study -> study.seed = OptionalLong.of(value));
    }

    /** Who hears of all trials after something has changed, some times a second at most, on a thread of its own. */
    public Study listener(Consumer<List<TrialRecord>> hearing) {
        return with(study -> study.listener = hearing);
    }

    /** The silence after which a trial of another machine is taken over; 2 minutes unless told. */
    public Study staleAfter(Duration silence) {
        return with(study -> study.staleAfter = silence);
    }

    /** The time for a trial to end after it is told to; 10 seconds unless told. Then it is left to itself. */
    public Study grace(Duration time) {
        return with(study -> study.grace = time);
    }

    /**
     * Runs the study until its budget is spent, with trials on threads of this JVM.
     *
     * @param objective called by as many threads as trials run at once
     * @return its state then; an interrupt of this thread ends the run early and gives running trials back
     * @throws StudyException if another study is in the folder, or the study cannot go on; what has ended is kept
     */
    public StudyResult run(Objective objective) {
        return run(new ObjectiveTrials(objective));
    }

    /** Runs the study like {@link #run(Objective)}, with trials wherever the executor runs them. */
    public StudyResult run(TrialExecutor executor) {
        return session(executor, Ending.none()).run();
    }

    /** A session whose trials run on the executor. */
    StudySession session(TrialExecutor executor, Ending ending) {
        StudyGenerator proposing = needed("generator", generator);
        seed.ifPresent(proposing::setRngSeed);
        StudyDescription description = new StudyDescription(
                spaceOf(proposing),
                goalOf(proposing),
                generatorName,
                settings,
                seed.orElseGet(() -> proposing instanceof SpaceGenerator own ? own.seed() : 0),
                needed("budget", budget));
        StudyFolder kept = StudyFolder.create(folder, description);
        StudyPlan plan = new StudyPlan(
                proposing,
                description.goal(),
                pruner,
                description.budget(),
                parallel,
                listener,
                staleAfter,
                grace,
                ending);
        return new StudySession(kept, plan, executor);
    }

    private <T> T needed(String name, Optional<T> part) {
        return part.orElseThrow(() -> new IllegalStateException("the study in " + folder + " has no " + name));
    }

    private Goal goalOf(StudyGenerator proposing) {
        Goal told = needed("goal", goal);
        Optional<Goal> proposed = proposing instanceof SpaceGenerator own ? own.goal() : Optional.empty();
        if (proposed.isPresent() && !proposed.get().equals(told)) {
            throw new IllegalStateException("the study in " + folder + " has another goal than its generator: " + told
                    + " and " + proposed.get());
        }
        return told;
    }

    private SearchSpace spaceOf(StudyGenerator proposing) {
        Optional<SearchSpace> proposed = proposing.getParameterSpace() instanceof SearchSpace searched
                ? Optional.of(searched)
                : Optional.empty();
        if (space.isPresent() && proposed.isPresent() && !space.equals(proposed)) {
            throw new IllegalStateException(
                    "the study in " + folder + " has another space than its generator, here and there: "
                            + String.join("; ", SpaceDifferences.of(space.get(), proposed.get())));
        }
        return space.or(() -> proposed)
                .orElseThrow(() -> new IllegalStateException("the study in " + folder
                        + " has no space, and its generator searches " + proposing.getParameterSpace()));
    }
}

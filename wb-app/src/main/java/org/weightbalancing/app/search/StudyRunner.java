package org.weightbalancing.app.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/**
 * Runs an optimization of Arbiter as a study in a folder: a runner to be used where Arbiter's LocalOptimizationRunner is.
 *
 * <p>Any candidate generator, space, task creator, score function, termination condition and listener will do. Unlike
 * Arbiter's own:
 *
 * <ul>
 *   <li>as many candidates run as a {@link MaxCandidatesCondition} says, failed ones included, in all sessions together;
 *   <li>other conditions are asked before each candidate; once one holds no more begin, and running ones have a minute to
 *       end: those that do not are interrupted and given back, to be run again by another runner on the folder;
 *   <li>a generator without more candidates ends the study;
 *   <li>a candidate that throws, cannot be made, or has a score that is no finite number has failed, with its trace, and
 *       counts; the best score is never one of those;
 *   <li>every candidate that has run is in the journal, and the same folder goes on after the process was killed;
 *   <li>shutting down, or interrupting the thread in {@link #execute}, ends it in good order.
 * </ul>
 */
public final class StudyRunner implements IOptimizationRunner {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final OptimizationConfiguration configuration;
    private final Goal goal;
    private final ArbiterCandidates candidates;
    private final ArbiterNews news = new ArbiterNews();
    private final ArbiterTrials trials;
    private final StudySession session;
    private final AtomicBoolean executed = new AtomicBoolean();

    /**
     * Makes a runner, for one execution.
     *
     * @param folder of the study, which need not be there
     * @param parallel candidates at once, 1 or more
     * @param configuration of what to optimize; its result saver is left to the tasks
     * @param tasks makes what measures a candidate
     * @throws StudyException if another study is in the folder
     */
    public StudyRunner(Path folder, int parallel, OptimizationConfiguration configuration, TaskCreator tasks) {
        this(folder, parallel, configuration, tasks, Optional.empty(), PATIENCE, System::nanoTime);
    }

    /** Makes a runner like the other, which interrupts each candidate after a time; it has failed then. */
    public StudyRunner(
            Path folder,
            int parallel,
            OptimizationConfiguration configuration,
            TaskCreator tasks,
            Duration perCandidate) {
        this(folder, parallel, configuration, tasks, Optional.of(perCandidate), PATIENCE, System::nanoTime);
    }

    /** Makes a runner that gives running candidates some time after a condition holds, by some clock. */
    StudyRunner(
            Path folder,
            int parallel,
            OptimizationConfiguration configuration,
            TaskCreator tasks,
            Optional<Duration> perCandidate,
            Duration patience,
            LongSupplier nanoTime) {
        this.configuration = configuration;
        this.goal = configuration.getScoreFunction().minimize() ? Goal.minimise() : Goal.maximise();
        StudyGenerator generator = generator(configuration.getCandidateGenerator());
        this.candidates = generator instanceof ArbiterCandidates own ? own : ArbiterRecords::candidate;
        this.trials = new ArbiterTrials(configuration, tasks, candidates, news, this);
        this.session = Study.in(folder)
                .generator(generator, Study.name(configuration.getCandidateGenerator()), settings())
                .goal(goal)
                .budget(budget(perCandidate))
                .parallel(parallel)
                .listener(known -> news.hear(known, this, candidates))
                .session(trials, new Ending(this::isTerminated, Optional.of(patience), nanoTime));
    }

    private static StudyGenerator generator(CandidateGenerator generator) {
        return generator instanceof StudyGenerator own ? own : new ArbiterGenerator(generator);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        Optional.ofNullable(configuration.getRngSeed()).ifPresent(seed -> settings.put("rng-seed", seed.toString()));
        ParameterSpace<?> space = configuration.getCandidateGenerator().getParameterSpace();
        // The study itself notes only a space of its own.
        if (!(space instanceof SearchSpace)) {
            settings.put("leaves", ArbiterLeaves.fingerprint(space));
        }
        return settings;
    }

    private Budget budget(Optional<Duration> perCandidate) {
        int most = conditions()
                .filter(MaxCandidatesCondition.class::isInstance)
                .mapToInt(condition -> ((MaxCandidatesCondition) condition).getMaxCandidates())
                .min()
                .orElse(Integer.MAX_VALUE);
        return perCandidate.map(Budget.trials(most)::perTrial).orElse(Budget.trials(most));
    }

    private Stream<TerminationCondition> conditions() {
        return Optional.ofNullable(configuration.getTerminationConditions()).stream()
                .flatMap(List::stream);
    }

    // The number of candidates is the budget, which is kept exactly.
    private boolean isTerminated() {
        return conditions()
                .filter(condition -> !(condition instanceof MaxCandidatesCondition))
                .anyMatch(condition -> condition.terminate(this));
    }

    /**
     * Runs candidates until a condition holds, the generator has no more, or it is shut down.
     *
     * @throws IllegalStateException if it was called before; another runner on the folder goes on with the study
     * @throws StudyException if the study cannot go on; what has ended is kept
     */
    @Override
    public void execute() {
        if (executed.getAndSet(true)) {
            throw new IllegalStateException("a runner executes once; make another on the same folder to go on");
        }
        configuration.setExecutionStartTime(System.currentTimeMillis());
        news.onInitialization(this);
        conditions().forEach(condition -> condition.initialize(this));
        try {
            session.run();
        } finally {
            news.onShutdown(this);
        }
    }

    /**
     * Ends the execution: running candidates are interrupted and given back.
     *
     * @param await whether to wait until {@link #execute} is about to return
     */
    @Override
    public void shutdown(boolean await) {
        session.stop();
        if (await && executed.get()) {
            session.await();
        }
    }

    private int count(Predicate<TrialStatus> status) {
        return Math.toIntExact(session.trials().stream()
                .filter(trial -> status.test(trial.status()))
                .count());
    }

    private Optional<TrialRecord> best() {
        return goal.best(session.trials());
    }

    @Override
    public int numCandidatesTotal() {
        return session.trials().size();
    }

    /** The number of those that have a score or were pruned. */
    @Override
    public int numCandidatesCompleted() {
        return count(status -> status == TrialStatus.COMPLETE || status == TrialStatus.PRUNED);
    }

    /** The number of those that failed, timed out or were lost. */
    @Override
    public int numCandidatesFailed() {
        return count(TrialStatus::failed);
    }

    /** The number of those that run, here or elsewhere, or were given back. */
    @Override
    public int numCandidatesQueued() {
        return count(status -> !status.ended());
    }

    /** The best score, or null if there is none yet. */
    @Override
    public Double bestScore() {
        return best().map(trial -> trial.score().orElseThrow()).orElse(null);
    }

    /** When the best candidate ended, in milliseconds since 1970, or null if there is none yet. */
    @Override
    public Long bestScoreTime() {
        return best().map(trial -> ArbiterRecords.info(trial).getEndTime()).orElse(null);
    }

    /** The number of the best candidate, or -1 if there is none yet. */
    @Override
    public int bestScoreCandidateIndex() {
        return best().map(TrialRecord::number).orElse(-1);
    }

    /** What the tasks of this session have saved, by candidate. */
    @Override
    public List<ResultReference> getResults() {
        return trials.references();
    }

    @Override
    public OptimizationConfiguration getConfiguration() {
        return configuration;
    }

    /** All candidates of the study, whoever has run them. */
    @Override
    public List<CandidateInfo> getCandidateStatus() {
        return session.trials().stream().map(ArbiterRecords::info).toList();
    }

    @Override
    public void addListeners(StatusListener... listeners) {
        List.of(listeners).forEach(news::add);
    }

    @Override
    public void removeListeners(StatusListener... listeners) {
        List.of(listeners).forEach(news::remove);
    }

    @Override
    public void removeAllListeners() {
        news.clear();
    }
}

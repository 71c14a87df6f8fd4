package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The trials that run in this session: begins them, says that they are alive, and watches their time. Both goes on whatever
 * the thread of the study is doing.
 */
final class RunningTrials implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "trial"));

    // One thread for each task: a disk that is slow to note a sign of life does not hold up time limits.
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(2, task -> daemon(task, "study-clock"));
    private final List<RunningTrial> running = new CopyOnWriteArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private final TrialExecutor executor;
    private final Optional<Duration> perTrial;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private volatile boolean stopping;
    private volatile Optional<StudyException> unsigned = Optional.empty();

    /**
     * Makes none yet.
     *
     * @param perTrial time after which a trial is told to stop
     * @param grace time after which a trial that was told to stop, and does not, is given up with its thread
     * @param nanoTime measures both, in nanoseconds
     */
    RunningTrials(TrialExecutor executor, Optional<Duration> perTrial, Duration grace, LongSupplier nanoTime) {
        this.executor = executor;
        this.perTrial = perTrial;
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to watch. */
    void watch() {
        repeat(this::beat, HEARTBEAT);
        repeat(this::cutOvertime, WATCH);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The clock is stopped as a whole.
    private void repeat(Runnable task, Duration pause) {
        clock.scheduleWithFixedDelay(task, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void beat() {
        for (RunningTrial run : running) {
            try {
                run.beat();
            } catch (StudyException e) {
                unsigned = Optional.of(e);
                wake();
            }
        }
    }

    private void cutOvertime() {
        perTrial.ifPresent(
                limit -> running.stream().filter(run -> run.isOlderThan(limit)).forEach(run -> run.cut(true)));
    }

    /**
     * Checks that signs of life can be given.
     *
     * @throws StudyException if some could not for a while: others may soon take the trials for lost
     */
    void requireSigns() {
        if (unsigned.isPresent()) {
            throw unsigned.get();
        }
    }

    /** The number of trials that run, or have ended and were not taken. */
    int count() {
        return running.size();
    }

    /** Runs a trial on a thread of its own. */
    void begin(Claim claim, Trial trial) {
        RunningTrial run = new RunningTrial(claim, trial, executor, this::wake, nanoTime);
        running.add(run);
        if (stopping) {
            run.cut(false);
        }
        threads.execute(run);
    }

    /** Ends a wait; for any thread. */
    void wake() {
        news.release();
    }

    /** Waits until a trial is done, or until woken, or for so long. */
    void await(Duration time) throws InterruptedException {
        if (news.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
            news.drainPermits();
        }
    }

    /** Tells all to stop, also those that are yet to begin, and ends a wait; for any thread. */
    void stop() {
        stopping = true;
        cutAll();
        wake();
    }

    /** Tells all to stop, because the study does. */
    void cutAll() {
        running.forEach(run -> run.cut(false));
    }

    /** Takes out one that is done, or was told to stop and does not. */
    Optional<RunningTrial> takeOver() {
        Optional<RunningTrial> over = running.stream()
                .filter(run -> run.isDone() || run.ignores(grace))
                .findFirst();
        over.ifPresent(running::remove);
        return over;
    }

    @Override
    public void close() {
        threads.shutdown();
        clock.shutdownNow();
    }
}

package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The trials that run in this session: begins them, says that they are alive, and watches their time. */
final class RunningTrials implements AutoCloseable {

    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(5);

    private final ExecutorService threads = Executors.newCachedThreadPool(RunningTrials::daemon);
    private final List<RunningTrial> running = new ArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private final TrialExecutor executor;
    private final Optional<Duration> perTrial;
    private final Duration grace;
    private long heartbeat = System.nanoTime();

    /**
     * Makes none yet.
     *
     * @param perTrial time after which a trial is told to stop
     * @param grace time after which a trial that was told to stop, and does not, is given up with its thread
     */
    RunningTrials(TrialExecutor executor, Optional<Duration> perTrial, Duration grace) {
        this.executor = executor;
        this.perTrial = perTrial;
        this.grace = grace;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "trial");
        thread.setDaemon(true);
        return thread;
    }

    /** The number of trials that run, or have ended and were not taken. */
    int count() {
        return running.size();
    }

    /** Runs a trial on a thread of its own. */
    void begin(Claim claim, Trial trial) {
        RunningTrial run = new RunningTrial(claim, trial, executor, this::wake);
        running.add(run);
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

    /** Tells all to stop, because the study does. */
    void cutAll() {
        running.forEach(run -> run.cut(false));
    }

    /** Tells those whose time is over to stop, and says of all now and then that they are alive. */
    void watch() {
        perTrial.ifPresent(
                limit -> running.stream().filter(run -> run.isOlderThan(limit)).forEach(run -> run.cut(true)));
        if (System.nanoTime() - heartbeat > HEARTBEAT) {
            heartbeat = System.nanoTime();
            running.forEach(run -> run.claim().alive());
        }
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
    }
}

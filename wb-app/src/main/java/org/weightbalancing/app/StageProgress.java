package org.weightbalancing.app;

import java.io.PrintStream;
import java.util.Locale;
import org.weightbalancing.train.EpochRecord;

/**
 * Shows how far training is: on a terminal a bar that moves, elsewhere a line for each tenth of a stage.
 *
 * <p>The time left is that of the running stage, at the speed it has had so far.
 */
final class StageProgress {

    private static final int BAR = 24;
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private String stage = "";
    private int epochs;
    private long total;
    private long done;
    private long started;
    private long drawn;

    StageProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows nothing. */
    static StageProgress silent() {
        return new StageProgress(new PrintStream(java.io.OutputStream.nullOutputStream()), false);
    }

    void start(String name, int stageEpochs, int imagesPerEpoch) {
        stage = name;
        epochs = stageEpochs;
        total = (long) stageEpochs * imagesPerEpoch;
        done = 0;
        started = System.nanoTime();
        drawn = 0;
    }

    void advance(int epoch, int images, double loss) {
        done += images;
        if (terminal && System.nanoTime() - drawn > REDRAW_NANOS) {
            drawn = System.nanoTime();
            out.print(ERASE_LINE + line(epoch, loss, seconds()));
            out.flush();
        }
    }

    void epochDone(EpochRecord epoch) {
        int number = epoch.epoch() + 1;
        if (number == epochs) {
            out.printf(Locale.ROOT, "%s%s%n", terminal ? ERASE_LINE : "", summary(epoch, seconds()));
        } else if (!terminal && number % Math.max(1, epochs / 10) == 0) {
            out.println(line(epoch.epoch(), epoch.meanLoss(), seconds()));
        }
        out.flush();
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** The line after so many seconds: name, bar, epoch, loss, speed and time left. */
    String line(int epoch, double loss, double seconds) {
        double fraction = Math.min(1, (double) done / total);
        int filled = (int) Math.round(fraction * BAR);
        return String.format(
                Locale.ROOT,
                "%-20s [%s%s] epoch %d/%d  loss %.3f  %,.0f images/s  %s left",
                stage,
                "=".repeat(filled),
                " ".repeat(BAR - filled),
                epoch + 1,
                epochs,
                loss,
                done / seconds,
                clock(seconds / fraction - seconds));
    }

    private String summary(EpochRecord last, double seconds) {
        return String.format(
                Locale.ROOT,
                "%-20s %d epochs in %s, %,.0f images/s, last loss %.3f",
                stage,
                epochs,
                clock(seconds),
                done / seconds,
                last.meanLoss());
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}

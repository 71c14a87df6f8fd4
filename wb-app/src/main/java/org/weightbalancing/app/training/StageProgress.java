package org.weightbalancing.app.training;

import java.io.PrintStream;
import java.util.Locale;
import org.weightbalancing.train.EpochRecord;

/**
 * Shows how far training is: on a terminal a bar that moves, elsewhere a line for each tenth of a stage.
 *
 * <p>The time left is that of the running stage, at the speed it has had so far in this session. The accuracy is the mean
 * class accuracy of the epoch before, on the split that the stage is measured on.
 */
public final class StageProgress {

    private static final int BAR = 24;
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private String stage = "";
    private int epochs;
    private long total;
    private long earlier;
    private long done;
    private double accuracy;
    private long started;
    private long drawn;

    /**
     * Begins without a stage.
     *
     * @param out told how far training is
     * @param terminal whether a line on it can be drawn anew
     */
    public StageProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows nothing. */
    public static StageProgress silent() {
        return new StageProgress(new PrintStream(java.io.OutputStream.nullOutputStream()), false);
    }

    /**
     * Begins a stage.
     *
     * @param name of it
     * @param stageEpochs in all
     * @param imagesPerEpoch about
     * @param imagesBefore that an earlier session has shown
     */
    void start(String name, int stageEpochs, int imagesPerEpoch, long imagesBefore) {
        stage = name;
        epochs = stageEpochs;
        total = (long) stageEpochs * imagesPerEpoch;
        earlier = imagesBefore;
        done = imagesBefore;
        accuracy = Double.NaN;
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
        accuracy = epoch.validation();
        if (number == epochs) {
            out.printf(Locale.ROOT, "%s%s%n", terminal ? ERASE_LINE : "", end(epoch, seconds()));
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
                "%-20s [%s%s] epoch %d/%d  loss %.3f%s  %s images/s  %s left",
                stage,
                "=".repeat(filled),
                " ".repeat(BAR - filled),
                epoch + 1,
                epochs,
                loss,
                measured(accuracy),
                speed(seconds),
                done == earlier ? "?" : clock(seconds * (total - done) / (done - earlier)));
    }

    /** A stage that goes on with its last validation shows no image. */
    private String speed(double seconds) {
        return done == earlier ? "?" : String.format(Locale.ROOT, "%,.0f", (done - earlier) / seconds);
    }

    private static String measured(double accuracy) {
        return Double.isNaN(accuracy) ? "" : String.format(Locale.ROOT, "  accuracy %.1f%%", 100 * accuracy);
    }

    private String end(EpochRecord last, double seconds) {
        return String.format(
                Locale.ROOT,
                "%-20s %d epochs in %s, %s images/s, last loss %.3f%s",
                stage,
                epochs,
                clock(seconds),
                speed(seconds),
                last.meanLoss(),
                measured(last.validation()));
    }

    /** An epoch in one line, for a diary. */
    static String summary(String stage, int epochs, EpochRecord epoch) {
        return String.format(
                Locale.ROOT,
                "%s: epoch %d of %d, learning rate %s, loss %.4f%s, %.1f s",
                stage,
                epoch.epoch() + 1,
                epochs,
                epoch.learningRate(),
                epoch.meanLoss(),
                measured(epoch.validation()),
                epoch.seconds());
    }

    private static String clock(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}

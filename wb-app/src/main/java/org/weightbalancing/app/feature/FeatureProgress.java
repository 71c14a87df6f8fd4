package org.weightbalancing.app.feature;

import java.io.PrintStream;
import java.util.Locale;

/** Shows how many images of a pass have their features: on a terminal in a line that moves, elsewhere at its end. */
public final class FeatureProgress {

    private static final long REDRAW_NANOS = 200_000_000L;
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private String pass = "";
    private int total;
    private long done;
    private long started;
    private long drawn;

    /**
     * Begins without a pass.
     *
     * @param out told how far it is
     * @param terminal whether a line on it can be drawn anew
     */
    public FeatureProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Begins a pass over so many images. */
    void start(String name, int images) {
        pass = name;
        total = images;
        done = 0;
        started = System.nanoTime();
        drawn = 0;
    }

    void advance(long images) {
        done += images;
        boolean last = done >= total;
        if (terminal && (last || System.nanoTime() - drawn > REDRAW_NANOS)) {
            drawn = System.nanoTime();
            out.print(ERASE_LINE + line() + (last ? System.lineSeparator() : ""));
            out.flush();
        } else if (last) {
            out.println(line());
        }
    }

    private String line() {
        double seconds = Math.max(1e-3, (System.nanoTime() - started) / 1e9);
        return String.format(Locale.ROOT, "%-20s %,d of %,d images, %,.0f images/s", pass, done, total, done / seconds);
    }
}

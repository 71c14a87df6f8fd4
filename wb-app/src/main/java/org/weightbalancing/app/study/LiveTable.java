package org.weightbalancing.app.study;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbalancing.app.report.ScoreText;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.ValueText;
import org.weightbalancing.app.text.Printable;

/**
 * Shows how far a study is: on a terminal the best trials in a table that is drawn anew in place, elsewhere a line for each
 * new best trial, not more than one in {@value #QUIET} seconds, and each tenth of the study.
 *
 * <p>Speed and time left are those of this session. Called from one thread at a time.
 */
final class LiveTable {

    private static final int ROWS = 10;
    private static final int TENTHS = 10;
    private static final int QUIET = 5;
    private static final String NO_WRAP = "\033[?7l";
    private static final String WRAP = "\033[?7h";
    private static final String ERASE_BELOW = "\r\033[J";
    private static final int HOUR = 3600;
    private static final int MINUTE = 60;

    private final PrintStream out;
    private final boolean terminal;
    private final TrialTable table;
    private final long started = System.nanoTime();
    private long earlier = -1;
    private int drawn;
    private int tenths;
    private double told = Double.NEGATIVE_INFINITY;
    private Optional<Integer> best = Optional.empty();

    /**
     * Shows a study.
     *
     * @param out where
     * @param terminal whether that is one, on which lines can be drawn over
     * @param table its best trials
     */
    LiveTable(PrintStream out, boolean terminal, TrialTable table) {
        this.out = out;
        this.terminal = terminal;
        this.table = table;
    }

    /** Shows the trials as they are now. */
    void show(List<TrialRecord> trials) {
        show(trials, (System.nanoTime() - started) / 1e9);
    }

    /** The same after so many seconds of the session. */
    void show(List<TrialRecord> trials, double seconds) {
        long ended = ended(trials);
        if (earlier < 0) {
            earlier = ended;
            tenths = tenth(ended);
            best = best(trials).map(TrialRecord::number);
        }
        if (terminal) {
            redraw(trials, seconds);
        } else {
            append(trials, seconds);
        }
        out.flush();
    }

    private void redraw(List<TrialRecord> trials, double seconds) {
        List<String> lines = new ArrayList<>(table.lines(trials, ROWS));
        lines.add(state(trials, seconds));
        out.print((drawn == 0 ? "" : "\033[" + drawn + "A") + ERASE_BELOW + NO_WRAP + String.join("\n", lines) + "\n"
                + WRAP);
        drawn = lines.size();
    }

    private void append(List<TrialRecord> trials, double seconds) {
        Optional<TrialRecord> now = best(trials);
        boolean quiet = seconds - told < QUIET && ended(trials) < planned();
        if (now.isPresent() && !now.map(TrialRecord::number).equals(best) && !quiet) {
            told = seconds;
            best = now.map(TrialRecord::number);
            out.println(sentence(now.get()));
        }
        if (tenth(ended(trials)) > tenths) {
            tenths = tenth(ended(trials));
            out.println(state(trials, seconds));
        }
    }

    private Optional<TrialRecord> best(List<TrialRecord> trials) {
        return table.description().goal().best(trials);
    }

    private String sentence(TrialRecord trial) {
        return "trial " + trial.number() + " is best so far, " + table.measure() + " "
                + new ScoreText(table.measure()).words(trial.score().orElseThrow()) + ": "
                + Printable.line(trial.proposal().parameters().values().keySet().stream()
                        .map(name -> name + " " + ValueText.of(trial.proposal().parameters(), name))
                        .collect(Collectors.joining(", ")));
    }

    private int tenth(long ended) {
        return (int) (TENTHS * ended / planned());
    }

    private int planned() {
        return table.description().budget().trials();
    }

    private static long ended(List<TrialRecord> trials) {
        return trials.stream().filter(trial -> trial.status().ended()).count();
    }

    /** Counts, speed and time left. */
    private String state(List<TrialRecord> trials, double seconds) {
        long session = ended(trials) - earlier;
        String counts = StudyCounts.of(trials, planned());
        if (session <= 0 || !(seconds > 0)) {
            return counts;
        }
        double left = seconds / session * (planned() - ended(trials));
        Optional<Duration> within = table.description().budget().within();
        double most =
                within.map(time -> Math.max(0, time.toMillis() / 1e3 - seconds)).orElse(Double.POSITIVE_INFINITY);
        return String.format(
                Locale.ROOT,
                "%s; %s trials/min, %s left",
                counts,
                ValueText.of(Math.rint(MINUTE * 10 * session / seconds) / 10),
                clock(Math.min(left, most)));
    }

    private static String clock(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole >= HOUR
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / HOUR, whole / MINUTE % MINUTE, whole % MINUTE)
                : String.format(Locale.ROOT, "%d:%02d", whole / MINUTE, whole % MINUTE);
    }
}

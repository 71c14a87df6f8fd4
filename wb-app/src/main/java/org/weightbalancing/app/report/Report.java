package org.weightbalancing.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.weightbalancing.app.text.RunNames;

/**
 * Tells of one or several runs in one HTML page that needs nothing but itself: no network, no other file.
 *
 * <p>Only the files of the run directories are read. What a run has not got yet, or an older wb did not write, is left
 * out or shown as n/a.
 */
public final class Report {

    private static final int MOST_TITLES = 3;

    private final List<Path> runs;
    private final boolean live;

    /**
     * Makes the report of runs.
     *
     * @param runs run directories, at least one, of which each is taken once; a folder of repetitions is given as its runs
     * @throws IllegalArgumentException if there is none
     * @throws ReportException if one is not a folder
     */
    public Report(List<Path> runs) {
        this(runs, false);
    }

    private Report(List<Path> runs, boolean live) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("runs are empty; a report needs at least one run directory");
        }
        for (Path run : runs) {
            if (!Files.isDirectory(run)) {
                throw new ReportException(run + " is not a run directory: it is no folder");
            }
        }
        this.runs = distinct(runs);
        this.live = live;
    }

    /**
     * The same for runs that go on: the page asks {@code version} beside it every two seconds and loads itself anew
     * when the answer has changed. Methods are not compared image by image before all runs are complete.
     */
    public static Report live(List<Path> runs) {
        return new Report(runs, true);
    }

    /**
     * Reads the files and makes the page. A malformed file is left out, and the page says so.
     *
     * @return HTML, to be written or sent in UTF-8
     * @throws ReportException if a folder cannot be read
     */
    public String html() {
        return html(damaged -> {});
    }

    /**
     * The same.
     *
     * @param damaged is told of each malformed file in one sentence, with its name and line
     */
    public String html(Consumer<String> damaged) {
        List<String> names = RunNames.of(runs);
        List<ReportedRun> read = IntStream.range(0, runs.size())
                .mapToObj(i -> ReportedRun.read(runs.get(i), names.get(i)))
                .toList();
        read.forEach(run -> run.damaged().forEach(damaged));
        boolean several = read.size() > 1;
        boolean paired = !live || read.stream().allMatch(run -> run.status().equals("complete"));
        return ReportPage.html(
                Map.of(
                        "title",
                        title(read),
                        "several",
                        several,
                        "combined",
                        several ? CombinedModel.of(read) : false,
                        "runs",
                        IntStream.range(0, read.size())
                                .mapToObj(i -> RunModel.of(read.get(i), "run-" + (i + 1), paired))
                                .toList()),
                live);
    }

    /** Each directory once, as it was named first. */
    private static List<Path> distinct(List<Path> runs) {
        Map<Path, Path> named = new LinkedHashMap<>();
        runs.forEach(run -> named.putIfAbsent(real(run), run));
        return List.copyOf(named.values());
    }

    private static Path real(Path run) {
        try {
            return run.toRealPath();
        } catch (IOException e) {
            throw new ReportException(run + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String title(List<ReportedRun> runs) {
        List<String> titles = runs.stream().map(ReportedRun::title).distinct().toList();
        return titles.size() <= MOST_TITLES
                ? Numbers.list(titles)
                : Numbers.list(List.of(titles.get(0), titles.get(1), titles.size() - 2 + " more"));
    }
}

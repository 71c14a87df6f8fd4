package org.weightbalancing.app.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/**
 * The results of an earlier run as its report.csv has them, which tells less than report.json: no intervals, and of an
 * older wb only accuracies.
 *
 * @param lines below the header
 */
public record ReportCsv(List<Line> lines) {

    private static final String METHOD = "method";
    private static final String AVERAGING = "averaging";

    /**
     * One line.
     *
     * @param place the file and the line's number in it, from 1
     * @param cells by the names of the columns
     */
    record Line(String place, Map<String, String> cells) {

        private String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        private Map<Metric, MeanInterval> values() {
            Map<Metric, MeanInterval> values = new EnumMap<>(Metric.class);
            for (Metric metric : Metric.values()) {
                if (cells.containsKey(metric.toString())) {
                    double value = number(metric.toString());
                    values.put(
                            metric, new MeanInterval(1, value, Double.NaN, Double.NaN, Double.NaN, ComparedRuns.LEVEL));
                }
            }
            return values;
        }

        private double number(String column) {
            String cell = cell(column);
            try {
                return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
            } catch (NumberFormatException e) {
                throw new RunDirectoryException(
                        place + ": " + column + " is '" + cell + "', but a number or nothing is needed", e);
            }
        }
    }

    /** Whether a run has the file. */
    public static boolean exists(RunDirectory directory) {
        return Files.isRegularFile(file(directory));
    }

    private static Path file(RunDirectory directory) {
        return directory.file("report.csv");
    }

    /**
     * Reads the file of a run.
     *
     * @throws RunDirectoryException if it cannot be read or is not the table that wb wrote
     */
    static ReportCsv read(RunDirectory directory) {
        Path file = file(directory);
        try {
            return of(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + Reason.of(e), e);
        }
    }

    private static ReportCsv of(Path file, List<String> text) {
        List<String> header = text.isEmpty() ? List.of() : List.of(text.get(0).split(",", -1));
        if (!header.containsAll(List.of(METHOD, AVERAGING))) {
            throw new RunDirectoryException(
                    file + ", line 1: the columns " + METHOD + " and " + AVERAGING + " are needed, as wb wrote them");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < text.size(); i++) {
            String place = file + ", line " + (i + 1);
            String[] cells = text.get(i).split(",", -1);
            if (cells.length != header.size()) {
                throw new RunDirectoryException(
                        place + " has " + cells.length + " cells, but the header names " + header.size());
            }
            Map<String, String> line = new LinkedHashMap<>();
            for (int column = 0; column < cells.length; column++) {
                line.put(header.get(column), cells[column]);
            }
            lines.add(new Line(place, line));
        }
        return new ReportCsv(lines);
    }

    /**
     * The methods in their order; what was measured after a temperature is left out.
     *
     * @param selections on which images the epochs were chosen, by method
     */
    List<ComparedRun.Method> methods(Map<String, Selection> selections) {
        Map<String, Line> plain = new LinkedHashMap<>();
        Map<String, Map<Metric, MeanInterval>> flipped = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.cell("temperature").isEmpty()) {
                if (line.cell(AVERAGING).equals("flip")) {
                    flipped.put(line.cell(METHOD), line.values());
                } else {
                    plain.put(line.cell(METHOD), line);
                }
            }
        }
        List<ComparedRun.Method> methods = new ArrayList<>();
        plain.forEach((name, line) -> methods.add(new ComparedRun.Method(
                name,
                line.values(),
                Optional.ofNullable(flipped.get(name)),
                Optional.ofNullable(selections.get(name))
                        .map(Selection::toString)
                        .orElse(""),
                Optional.of(line.cell("stamp")).filter(stamp -> !stamp.isEmpty()))));
        return methods;
    }
}

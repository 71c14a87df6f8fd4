package org.weightbalancing.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets wb and another take turns, so that whatever else the machine does meets both: in each round the one makes its
 * steps while the other waits, and who begins changes from round to round.
 */
public final class Rounds {

    private Rounds() {}

    /**
     * Measures one task.
     *
     * @param wb says by its schedule how many rounds there are
     * @param other what wb is compared with, if anything
     * @param progress takes a line after each round
     */
    public static TaskResult run(Task task, Entrant wb, Optional<Entrant> other, Consumer<String> progress) {
        List<Entrant> entrants = Stream.concat(Stream.of(wb), other.stream()).toList();
        Map<String, List<List<Double>>> measured = new LinkedHashMap<>();
        entrants.forEach(entrant -> measured.put(entrant.label(), new ArrayList<>()));
        for (int round = 0; round < wb.schedule().rounds(); round++) {
            for (int turn = 0; turn < entrants.size(); turn++) {
                Entrant entrant = entrants.get((round + turn) % entrants.size());
                measured.get(entrant.label()).add(entrant.round(task));
            }
            progress.accept(line(task, round, wb.schedule().rounds(), measured));
        }
        return new TaskResult(
                task,
                new Measurement(measured.get(wb.label())),
                other.map(Entrant::label).map(measured::get).map(Measurement::new));
    }

    private static String line(Task task, int round, int rounds, Map<String, List<List<Double>>> measured) {
        String speeds = measured.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.1f",
                        entry.getKey(),
                        Median.of(entry.getValue().get(round))))
                .collect(Collectors.joining(", "));
        return task + ", round " + (round + 1) + " of " + rounds + ": " + speeds + " images/s";
    }
}

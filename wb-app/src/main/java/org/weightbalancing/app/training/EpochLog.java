package org.weightbalancing.app.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Projection;
import org.weightbalancing.train.EpochRecord;

/**
 * The file of epochs: after each epoch it is whole.
 *
 * <p>Class accuracy is the mean over the classes of the named split, both empty where nothing was measured. Rows projected
 * and mean shrink add up all applications of MaxNorm in the epoch, so that a projection that never acts is seen; they are
 * empty where a stage has no MaxNorm.
 */
public final class EpochLog {

    private static final String HEADER =
            "stage,epoch,learning-rate,loss,split,class-accuracy,seconds,images-per-second,rows-projected,mean-shrink,stamp\n";

    private final RunDirectory directory;
    private final Map<String, StringBuilder> lines = new LinkedHashMap<>();

    /**
     * What all epochs of a stage have in common.
     *
     * @param stage its name
     * @param stamp the warning that the stage's network carries, its own or that of its origin
     */
    public record Origin(String stage, Optional<String> stamp) {}

    EpochLog(RunDirectory directory) {
        this.directory = directory;
    }

    /** Opens the file of an earlier run, as far as it tells of the given stages. */
    public static EpochLog reopen(RunDirectory directory, Collection<String> stages) {
        EpochLog log = new EpochLog(directory);
        Path file = directory.file(RunDirectory.EPOCHS);
        if (Files.isRegularFile(file)) {
            try (Stream<String> all = Files.lines(file)) {
                all.skip(1)
                        .filter(line -> stages.contains(stage(line)))
                        .forEach(line -> log.of(stage(line)).append(line).append('\n'));
            } catch (IOException | UncheckedIOException e) {
                throw new RunDirectoryException(file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return log;
    }

    private static String stage(String line) {
        return line.substring(0, Math.max(0, line.indexOf(',')));
    }

    private StringBuilder of(String stage) {
        return lines.computeIfAbsent(stage, name -> new StringBuilder());
    }

    /** The lines of a stage so far. */
    String lines(String stage) {
        return of(stage).toString();
    }

    /** Takes back the lines of a stage that goes on. */
    void restore(String stage, String its) {
        of(stage).append(its);
    }

    /** Adds an epoch, with the split that it was measured on and what MaxNorm did in it. */
    void add(Origin origin, String split, EpochRecord epoch, List<MaxNorm> projections) {
        of(origin.stage())
                .append(String.format(
                        Locale.ROOT,
                        "%s,%d,%s,%s,%s,%.3f,%.1f,%s,%s\n",
                        origin.stage(),
                        epoch.epoch(),
                        epoch.learningRate(),
                        epoch.meanLoss(),
                        Double.isNaN(epoch.validation()) ? "," : split + "," + epoch.validation(),
                        epoch.seconds(),
                        epoch.imagesPerSecond(),
                        activity(projections),
                        origin.stamp().orElse("")));
        directory.writeLazily(RunDirectory.EPOCHS, HEADER + String.join("", lines.values()));
    }

    private static String activity(List<MaxNorm> projections) {
        if (projections.isEmpty()) {
            return ",";
        }
        List<Projection> applications = projections.stream()
                .flatMap(maxNorm -> maxNorm.takeActivity().stream())
                .toList();
        long rows = applications.stream().mapToLong(Projection::projected).sum();
        double shrink = applications.stream()
                .filter(application -> application.projected() > 0)
                .mapToDouble(application -> application.projected() * application.meanShrink())
                .sum();
        return rows + "," + (rows == 0 ? "" : Double.toString(shrink / rows));
    }
}

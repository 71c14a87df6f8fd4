package org.weightbalancing.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Projection;
import org.weightbalancing.train.EpochRecord;

/**
 * The file of epochs: after each epoch it is whole.
 *
 * <p>Class accuracy is the mean over the classes of the named split, both empty where nothing was measured. Rows projected and mean shrink add up all applications of MaxNorm in the epoch, so that a projection that never
 * acts is seen; they are empty where a stage has no MaxNorm.
 */
final class EpochLog {

    private static final String HEADER =
            "stage,epoch,learning-rate,loss,split,class-accuracy,seconds,images-per-second,rows-projected,mean-shrink,stamp\n";

    private final RunDirectory directory;
    private final StringBuilder lines = new StringBuilder(HEADER);

    /**
     * What all epochs of a stage have in common.
     *
     * @param stage its name
     * @param split what is measured after each epoch
     * @param stamp the warning that the stage's network carries, its own or that of its origin
     */
    record Origin(String stage, String split, Optional<String> stamp) {}

    EpochLog(RunDirectory directory) {
        this.directory = directory;
    }

    /** Adds an epoch, with what MaxNorm did in it. */
    void add(Origin origin, EpochRecord epoch, List<MaxNorm> projections) {
        lines.append(String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%s,%.3f,%.1f,%s,%s\n",
                origin.stage(),
                epoch.epoch(),
                epoch.learningRate(),
                epoch.meanLoss(),
                Double.isNaN(epoch.validation()) ? "," : origin.split() + "," + epoch.validation(),
                epoch.seconds(),
                epoch.imagesPerSecond(),
                activity(projections),
                origin.stamp().orElse("")));
        directory.write(RunDirectory.EPOCHS, lines.toString());
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

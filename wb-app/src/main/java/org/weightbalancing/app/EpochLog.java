package org.weightbalancing.app;

import java.util.List;
import java.util.Locale;
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

    EpochLog(RunDirectory directory) {
        this.directory = directory;
    }

    /** Adds an epoch, with what MaxNorm did in it. */
    void add(StageSettings stage, String split, EpochRecord epoch, List<MaxNorm> projections) {
        lines.append(String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%s,%.3f,%.1f,%s,%s\n",
                stage.name(),
                epoch.epoch(),
                epoch.learningRate(),
                epoch.meanLoss(),
                Double.isNaN(epoch.validation()) ? "," : split + "," + epoch.validation(),
                epoch.seconds(),
                epoch.imagesPerSecond(),
                activity(projections),
                stage.keep().stamp().orElse("")));
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

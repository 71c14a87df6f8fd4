package org.weightbalancing.app.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.model.geometry.LayerNorms;

/** The norms of all filters of trained networks, in {@code geometry/NETWORK/filters.csv}: a layer a line, largest first. */
public final class FilterFiles {

    private FilterFiles() {}

    /** Writes the file of one network. */
    public static void write(Trained trained, RunDirectory directory) {
        StringBuilder lines = new StringBuilder("layer,norms\n");
        for (LayerNorms layer : LayerNorms.of(trained.network())) {
            lines.append(layer.layer())
                    .append(',')
                    .append(sorted(layer.norms()))
                    .append('\n');
        }
        directory.write("geometry/" + trained.name() + "/filters.csv", lines.toString());
    }

    private static String sorted(double[] norms) {
        return Arrays.stream(norms)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .map(norm -> String.format(Locale.ROOT, "%.6g", norm))
                .collect(Collectors.joining(","));
    }
}

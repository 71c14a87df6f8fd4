package org.weightbalancing.app.training;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.weightbalancing.app.folder.RunDirectory;

/**
 * What is recorded of a stage's geometry, in {@code geometry/STAGE} of its run directory; docs/runs.md tells the columns.
 *
 * @param epochs measures of features
 * @param classifierNorms by class
 * @param featureNorms by class
 * @param layers norms of filters
 * @param rows of the classifier
 */
record GeometryTables(
        GeometryFile epochs,
        GeometryFile classifierNorms,
        GeometryFile featureNorms,
        GeometryFile layers,
        GeometryFile rows) {

    private static final String EPOCHS =
            "epoch,images,feature-norm,fisher-ratio,inter-class-cosine,nc1,nc2-norms," + "nc2-angles,nc3,nc4";
    private static final String LAYERS =
            "epoch,layer,filters,mean-norm,sd-norm,smallest-norm,largest-norm,effective-learning-rate";

    /** Begins the tables of a stage of so many classes. */
    static GeometryTables of(RunDirectory directory, String stage, int classes) {
        String byClass = "epoch,"
                + IntStream.range(0, classes).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return new GeometryTables(
                table(directory, stage, "epochs", EPOCHS),
                table(directory, stage, "classifier-norms", byClass),
                table(directory, stage, "feature-norms", byClass),
                table(directory, stage, "layers", LAYERS),
                table(directory, stage, "rows", ""));
    }

    private static GeometryFile table(RunDirectory directory, String stage, String name, String header) {
        return new GeometryFile(directory, "geometry/" + stage + "/" + name + ".csv", header);
    }

    private Map<String, GeometryFile> byName() {
        return Map.of(
                "geometry-epochs", epochs,
                "geometry-classifier-norms", classifierNorms,
                "geometry-feature-norms", featureNorms,
                "geometry-layers", layers,
                "geometry-rows", rows);
    }

    /** What a checkpoint keeps of them. */
    Map<String, byte[]> parts() {
        return byName().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, table -> table.getValue()
                .state()));
    }

    /** Goes on where a checkpoint was; one of an earlier version, which knew of no geometry, changes nothing. */
    void resume(Map<String, byte[]> parts) {
        byName().forEach((name, table) -> Optional.ofNullable(parts.get(name)).ifPresent(table::resume));
    }

    /** Writes all tables as they are. */
    void write() {
        byName().values().forEach(GeometryFile::write);
    }
}

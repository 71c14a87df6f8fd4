package org.weightbalancing.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where downloaded data sets lie. */
final class DataFolder {

    private static final String VARIABLE = "WB_DATA";
    private static final Path BY_DEFAULT = Path.of("data");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of a data set, or one that holds such folders (default: $WB_DATA, else ./data).")
    private Optional<Path> folder = Optional.empty();

    /** The folder named on the command line, else by WB_DATA, else ./data. */
    Path path(Map<String, String> environment) {
        return folder.or(() -> Optional.ofNullable(environment.get(VARIABLE)).map(Path::of))
                .orElse(BY_DEFAULT);
    }
}

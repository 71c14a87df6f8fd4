package org.weightbalancing.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.io.ForcedPaths;
import org.weightbalancing.data.Normalization;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.train.loss.CrossEntropy;

/** How a model file comes to the disk. */
class ModelFileTest {

    @TempDir
    private Path folder;

    private static ModelFile classifier() {
        ModelCard card = new ModelCard(
                "plain",
                Optional.empty(),
                List.of("cat", "dog"),
                List.of(2, 1),
                new ModelCard.Size(1, 1),
                Normalization.CIFAR,
                Optional.empty(),
                1,
                ModelPrior.TRAIN,
                new ModelCard.Origin("small", "", Map.of(), "", "", ""));
        return new ModelFile(card, "name: small\n", Classifiers.linear(3, 2, new CrossEntropy(), 0));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNameComesToTheDiskToo() throws IOException {
        ModelFile model = classifier();
        Path file = folder.resolve("m.wbz");
        assertThat(ForcedPaths.among(folder, () -> model.write(file, false))).containsExactly(folder.toString());
        assertThat(ForcedPaths.among(folder, () -> model.write(file, true))).containsExactly(folder.toString());
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
    }
}

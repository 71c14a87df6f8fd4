package org.weightbalancing.app.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.io.ForcedPaths;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureFile;

/** How a folder of features comes to the disk. */
class NewFeatureFolderTest {

    private static final FeatureBank BANK = FeatureBank.of(new float[] {1, 2, 3, 4}, new int[] {0, 1}, 2);

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itsNameComesToTheDiskTooOnceItIsWhole() throws IOException {
        Path made = folder.resolve("made");
        try (NewFeatureFolder part = NewFeatureFolder.create(made)) {
            assertThat(ForcedPaths.among(folder, () -> {
                        for (String split : List.of(FeatureFolder.TRAIN, FeatureFolder.TEST)) {
                            FeatureFile.write(part.file(FeatureFolder.file(split)), BANK);
                        }
                    }))
                    .isEmpty();
            assertThat(made).doesNotExist();
            assertThat(ForcedPaths.among(folder, () -> part.finish(List.of("cat", "dog"), Map.of(), Map.of())))
                    .containsExactly(folder.toString());
        }
        assertThat(FeatureFolder.open(made).bank(FeatureFolder.TEST).size()).isEqualTo(2);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNameOfItsCardComesToTheDiskBeforeItsOwn() throws IOException {
        try (NewFeatureFolder part = NewFeatureFolder.create(folder.resolve("made"))) {
            FeatureFile.write(part.file(FeatureFolder.file(FeatureFolder.TRAIN)), BANK);
            Path meanwhile = part.file(FeatureFolder.CARD).getParent();
            assertThat(ForcedPaths.among(meanwhile, () -> part.finish(List.of("cat", "dog"), Map.of(), Map.of())))
                    .containsExactly(meanwhile.toString());
        }
    }
}

package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.file.Schemas;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.image.StoredFeatures;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureFile;

/** Experiments on the features of another program. */
class FeatureSourceTest {

    @TempDir
    private static Path folder;

    private static ImportedFeatures imported;

    @BeforeAll
    static void importThem() throws IOException {
        imported = ImportedFeatures.in(folder);
    }

    @Test
    void aRunOnOtherFeaturesIsAnother() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String name : List.of("train.wbf", "validation.wbf", "test.wbf", "features.json")) {
            Files.copy(imported.folder().resolve(name), copy.resolve(name));
        }
        Images images = Images.open(Yaml.CATALOG, Yaml.read(imported.text()), folder);
        Images same =
                Images.open(Yaml.CATALOG, Yaml.read(ImportedFeatures.EXPERIMENT.replace("FOLDER", "copy")), folder);
        assertThat(Fingerprint.of(same.train())).isEqualTo(Fingerprint.of(images.train()));
        float[] other = imported.trainRows();
        other[0]++;
        FeatureFile.write(
                copy.resolve("train.wbf"),
                FeatureBank.ofViews(List.of(
                        FeatureBank.of(other, imported.trainLabels(), 3),
                        FeatureBank.of(imported.trainRows(), imported.trainLabels(), 3))));
        assertThatThrownBy(() -> FeatureFolder.open(copy)).isInstanceOf(DataException.class);
        String json = Files.readString(copy.resolve("features.json"));
        Files.writeString(
                copy.resolve("features.json"),
                json.replace(
                        FeatureFile.fingerprint(imported.folder().resolve("train.wbf")),
                        FeatureFile.fingerprint(copy.resolve("train.wbf"))));
        Images changed =
                Images.open(Yaml.CATALOG, Yaml.read(ImportedFeatures.EXPERIMENT.replace("FOLDER", "copy")), folder);
        assertThat(Fingerprint.of(changed.train())).isNotEqualTo(Fingerprint.of(images.train()));
        assertThat(changed.train().labels()).isEqualTo(images.train().labels());
    }

    /** A feature of the folder is another than was written; header, labels and length are right. */
    @Test
    void damagedFeaturesAreNotTrainedOn() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("damaged"));
        for (String name : List.of("train.wbf", "validation.wbf", "test.wbf", "features.json")) {
            Files.copy(imported.folder().resolve(name), copy.resolve(name));
        }
        Path file = copy.resolve("validation.wbf");
        byte[] bytes = Files.readAllBytes(file);
        bytes[128] ^= 1;
        Files.write(file, bytes);
        Experiment experiment = Yaml.read(ImportedFeatures.EXPERIMENT.replace("FOLDER", "damaged"));
        assertThatThrownBy(() -> Images.open(Yaml.CATALOG, experiment, folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file + " cannot be read: its content has the fingerprint ");
    }

    /** Of the classes of 20, 8 and 3 images, 10, 4 and 2 are held out at random. */
    @Test
    void heldOutImagesKeepTheirFeatures() {
        Images images = Images.open(Yaml.CATALOG, Yaml.read(imported.text(), "data.validation=0.5"), folder);
        StoredFeatures stored = images.stored().orElseThrow();
        assertThat(images.validation().classCounts()).containsExactly(10, 4, 2);
        FeatureBank train = stored.plain(images.train());
        FeatureBank validation = stored.plain(images.validation());
        assertThat(train.size() + validation.size()).isEqualTo(imported.trainLabels().length);
        for (int i = 0; i < validation.size(); i++) {
            int position = images.validation().positions()[i];
            assertThat(validation.values(0, i, i + 1))
                    .containsExactly(ImportedFeatures.row(imported.trainRows(), position));
            assertThat(validation.labels()[i]).isEqualTo(imported.trainLabels()[position]);
        }
        for (int i = 0; i < train.size(); i++) {
            assertThat(train.values(0, i, i + 1))
                    .containsExactly(ImportedFeatures.row(
                            imported.trainRows(), images.train().positions()[i]));
        }
        assertThat(stored.plain(images.test()).values(0, 0, 12)).containsExactly(imported.testRows(), offset(0f));
        assertThat(stored.training(images.train(), 1).values(0, 0, 1)).isNotEqualTo(train.values(0, 0, 1));
    }

    @Test
    void validationFeaturesOfTheFolderAreUsedIfAskedFor() throws IOException {
        String own = imported.text().replace("{name: features, ", "{name: features, validation: true, ");
        Images images = Images.open(Yaml.CATALOG, Yaml.read(own), folder);
        assertThat(images.validation().classCounts()).containsExactly(2, 2, 2);
        assertThat(images.stored().orElseThrow().plain(images.validation()).size())
                .isEqualTo(6);
        assertThat(Images.open(Yaml.CATALOG, Yaml.read(imported.text()), folder)
                        .validation()
                        .size())
                .isZero();
        assertThat(Yaml.problems(own, "data.validation=0.1"))
                .singleElement()
                .asString()
                .contains("the source has validation images of its own");
    }

    @Test
    void viewsThatAreNotStoredAreRefused() {
        Experiment more = Yaml.read(imported.text(), "stages.balanced.views=2");
        assertThatThrownBy(() -> Images.open(Yaml.CATALOG, more, folder))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("stages[1].views is 2, but " + imported.folder()
                        + " has 1 augmented views of the training images; write at most 1");
    }

    @Test
    void whatNeedsPixelsIsRefusedWhenTheFileIsRead() {
        assertProblem("model.architecture=resnet-8", "is resnet-8, which needs images, but data.source is features");
        assertProblem("data.source=cifar-10", "is features, which needs data of source features");
        assertProblem("data.augmentation=[horizontal-flip]", "changes images, but data.source is features");
        assertProblem("evaluation.flip-averaging=true", "is true, which needs images, but data.source is features");
        assertProblem("stages[0]={name: plain, epochs: 1, learning-rate: 0.1}", "is everything, which needs images");
        assertProblem(
                "stages[0]={name: plain, trains: classifier, input: images, epochs: 1, learning-rate: 0.1}",
                "is images, but data.source is features; set input: cached-features");
    }

    @Test
    void theDocumentedExampleReads() throws IOException {
        String example =
                Document.read("experiment-files.md").blocks("yaml").get(1).code();
        assertThat(Yaml.read(example, "data.source.folder=" + imported.folder()).stages())
                .hasSize(2);
        assertThat(Schemas.faults(example)).isEmpty();
        Images images =
                Images.open(Yaml.CATALOG, Yaml.read(example, "data.source.folder=" + imported.folder()), folder);
        assertThat(images.validation().classCounts()).containsExactly(2, 1, 0);
    }

    private static void assertProblem(String set, String message) {
        assertThat(Yaml.problems(imported.text(), set))
                .singleElement()
                .asString()
                .contains(message);
    }
}

package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.Searches;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.data.DataException;

final class StudyStartTest {

    @TempDir
    private Path folder;

    private StudyFolder study() {
        return StudyFolder.create(folder, SampleStudy.description(4));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStudyBeginsInAFolderThatIsEmptyOrNotThereYet(boolean resumed) {
        Path none = folder.resolve("a/../b");
        assertThat(StudyStart.in(none, resumed).paths().folder())
                .isEqualTo(folder.toAbsolutePath().resolve("b"));
        assertThat(StudyStart.in(folder, resumed).budget()).isEmpty();
        assertThat(none).doesNotExist();
    }

    /** What another process that begins the same study has made by then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStudyInTheMakingIsNotInTheWay(boolean resumed) throws IOException {
        Files.createDirectory(folder.resolve("trials"));
        assertThat(StudyStart.in(folder, resumed).budget()).isEmpty();
        Files.createFile(folder.resolve("study.json.host-1-abc.0-0-0.part"));
        assertThat(StudyStart.in(folder, resumed).budget()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatSystemsLeaveInFoldersIsNotInTheWay(boolean resumed) throws IOException {
        Files.createFile(folder.resolve(".DS_Store"));
        Files.createDirectory(folder.resolve(".snapshot"));
        Files.createDirectory(folder.resolve("lost+found"));
        Files.createDirectory(folder.resolve("trials"));
        Files.createFile(folder.resolve("trials/.DS_Store"));
        assertThat(StudyStart.in(folder, resumed).budget()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "notes.txt, notes.txt",
        "search.yaml, search.yaml",
        "trials/x, trials",
        "trials/000000/claim.json, trials",
        "best/study.json, best"
    })
    void otherFilesAreRefusedByName(String file, String named) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.createFile(folder.resolve(file));
        for (boolean resumed : new boolean[] {false, true}) {
            assertThatThrownBy(() -> StudyStart.in(folder, resumed))
                    .isInstanceOf(RunDirectoryException.class)
                    .hasMessage(folder + " has no study.json, but other files, such as " + named
                            + "; name a folder that is empty or not there yet with --output, or, if it was a study, put"
                            + " its study.json back");
        }
    }

    @Test
    void theFirstOtherFileIsNamed() throws IOException {
        for (String name : new String[] {"c", "b", "d"}) {
            Files.createFile(folder.resolve(name));
        }
        assertThatThrownBy(() -> StudyStart.in(folder, true)).hasMessageContaining("such as b;");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> StudyStart.in(file, true))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(file + " cannot be read as a folder: it is a file, not a folder");
    }

    @Test
    void aLinkToNothingIsNoFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
        assertThatThrownBy(() -> StudyStart.in(link, false))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(link + " cannot be read as a folder: there is no such file or folder");
    }

    /** Another process may have begun it since the folder was looked into. */
    @Test
    void aSessionThatIsToBeginAStudyDoesNotGoOnWithOne() {
        StudyIdentity identity = identity();
        StudyStart late = StudyStart.in(folder, false);
        assertThat(StudyStart.in(folder, false).begin(identity).trials()).isEmpty();
        assertThatThrownBy(() -> late.begin(identity))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage("the study " + folder.toAbsolutePath()
                        + " is already there; go on with it with --resume, or name another folder with --output");
        assertThat(StudyStart.in(folder, true).begin(identity).path()).isEqualTo(folder.toAbsolutePath());
    }

    private StudyIdentity identity() {
        Search search = Searches.read(
                Searches.SMALLEST.replace(
                        "source: cifar-100, long-tail: {imbalance: 100}, validation: 0.1",
                        "source: {name: drawn, largest: 2, validation-per-class: 1, test-per-class: 1}, long-tail: {imbalance: 2}"));
        return new StudyIdentity(Yaml.CATALOG, search, Images.open(Yaml.CATALOG, search.base(), folder));
    }

    @Test
    void otherImagesAreRefusedByTheirSplit() throws IOException {
        StudyIdentity identity = identity();
        String its = identity.begin(folder).description().settings().get("validation-images");
        Path file = folder.resolve("study.json");
        Files.writeString(file, Files.readString(file).replace(its, "another"));
        assertThatThrownBy(() -> StudyStart.in(folder, true).begin(identity))
                .isInstanceOf(DataException.class)
                .hasMessage("the validation images are not those of the study in " + folder.toAbsolutePath()
                        + ": their fingerprint is " + its + ", the study's is another");
    }

    @Test
    void aStudyIsGoneOnWithWhereThatIsSaidWhateverElseIsInItsFolder() throws IOException {
        study();
        Files.createFile(folder.resolve("notes.txt"));
        assertThat(StudyStart.in(folder, true).budget()).hasValue(Budget.trials(4));
        assertThatThrownBy(() -> StudyStart.in(folder, false))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage("the study " + folder
                        + " is already there; go on with it with --resume, or name another folder with --output");
    }

    @Test
    void whatWasToBeGoneOnWithAndBeginsIsTold() {
        StudyStart start = StudyStart.in(folder, true);
        assertThat(start.words(Optional.empty(), study()))
                .hasValue("there was no study in " + folder.toAbsolutePath() + " to go on with: begun");
        assertThat(new StudyStart(start.paths(), false).words(Optional.empty(), study()))
                .isEmpty();
    }

    /** Another process may have begun it since the folder was looked into. */
    @Test
    void whatIsThereByNowIsGoneOnWith() {
        StudyStart start = StudyStart.in(folder, true);
        StudyFolder study = study();
        assertThat(start.budget()).hasValue(Budget.trials(4));
        assertThat(start.words(start.budget(), study)).isEmpty();
        assertThat(start.words(Optional.of(Budget.trials(9)), study))
                .hasValue(
                        "the budget of the study has changed: budget.trials was 9 and is 4; 0 trials are there already, up"
                                + " to 4 more can be begun");
    }
}

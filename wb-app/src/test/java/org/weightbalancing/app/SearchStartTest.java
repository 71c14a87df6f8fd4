package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.StudyFolder;

/** How sessions of a search begin a study or find one, and what is told where that is not what was asked for. */
class SearchStartTest {

    @TempDir
    private static Path folder;

    @Test
    void goingOnBeginsAStudyWhereThereIsNoneAndSaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("new.yaml"), SmallSearch.HEADS);
        Path study = folder.resolve("new");

        SmallSearch.Answer begun = SmallSearch.wb("search", file, "-o", study, "--resume", "--quiet", "--no-test");
        assertThat(begun.code()).as(begun.err()).isZero();
        assertThat(begun.out()).startsWith("there was no study in " + study + " to go on with: begun\n");
        assertThat(SmallSearch.trials(study)).hasSize(4);

        SmallSearch.Answer again = SmallSearch.wb("search", file, "-o", study, "--resume", "--quiet", "--no-test");
        assertThat(again.out()).doesNotContain("begun", "budget of the study");

        Path kept = study.resolve("search.yaml");
        Files.writeString(kept, Files.readString(kept).replace("trials: 4", "trials: 3"));
        SmallSearch.Answer less = SmallSearch.wb("search", study, "--resume", "--quiet", "--no-test");
        assertThat(less.code()).as(less.err()).isZero();
        assertThat(less.out())
                .startsWith(
                        "the budget of the study has changed: budget.trials was 4 and is 3; 4 trials are there already,"
                                + " nothing is left to run\n")
                .contains("4 of 3 trials have ended: 4 complete\n");
    }

    @Test
    void aStudyWithoutItsSearchGoesOnWithTheFileOfIt() throws IOException {
        Path file =
                Files.writeString(folder.resolve("killed.yaml"), SmallSearch.HEADS.replace("trials: 4", "trials: 1"));
        Path study = folder.resolve("killed");
        SmallSearch.wb("search", file, "-o", study, "--quiet", "--no-test");
        Files.delete(study.resolve("search.yaml"));

        SmallSearch.Answer refused = SmallSearch.wb("search", study, "--resume", "--quiet", "--no-test");
        assertThat(refused.code()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(refused.err())
                .isEqualTo("wb: the study " + study + " has no search.yaml; 'wb search SEARCH.yaml -o " + study
                        + " --resume' with its search file goes on\n");

        SmallSearch.Answer again = SmallSearch.wb("search", file, "-o", study, "--resume", "--quiet", "--no-test");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(study.resolve("search.yaml")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--resume", "--quiet"})
    void aFolderOfOtherFilesIsLeftAsItIs(String option) throws IOException {
        Path file = Files.writeString(folder.resolve("foreign.yaml"), SmallSearch.HEADS);
        Path foreign = Files.createDirectories(folder.resolve("foreign" + option));
        Files.writeString(foreign.resolve("notes.txt"), "mine");

        SmallSearch.Answer refused = SmallSearch.wb("search", file, "-o", foreign, option);

        assertThat(refused.code()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(refused.err())
                .startsWith("wb: " + foreign + " has no study.json, but other files, such as notes.txt; ");
        assertThat(foreign.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void aStudyThatIsNotThereIsRefusedLikeARun() throws IOException {
        Path none = folder.resolve("none");
        SmallSearch.Answer missing = SmallSearch.wb("search", none, "--resume");
        assertThat(missing.code()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(missing.err())
                .isEqualTo("wb: " + none
                        + " is neither a search file nor the folder of a study: there is no such file or folder\n");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        SmallSearch.Answer other = SmallSearch.wb("search", empty, "--resume");
        assertThat(other.code()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(other.err())
                .isEqualTo(
                        "wb: " + empty + " is neither a search file nor the folder of a study: it has no study.json\n");
        assertThat(SmallSearch.wb("resume", none).code()).isEqualTo(ExitCode.RUN_DIRECTORY);

        // What has the name of a file is one.
        SmallSearch.Answer file = SmallSearch.wb("search", folder.resolve("none.yaml"), "--resume");
        assertThat(file.code()).isEqualTo(ExitCode.USAGE);
        assertThat(file.err()).isEqualTo("wb: " + folder.resolve("none.yaml") + ": no such file\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "compare", "explain", "evaluate", "reproduce", "features", "export"})
    void commandsOfRunsNameThoseOfStudies(String command) {
        Path study = folder.resolve(command);
        StudyFolder.create(study, SampleStudy.description(1));
        List<Object> arguments =
                switch (command) {
                    case "features", "reproduce" -> List.of(command, study, "-o", folder.resolve("made"));
                    case "export" -> List.of(command, study, folder.resolve("made"));
                    default -> List.of(command, study);
                };
        SmallSearch.Answer refused = SmallSearch.wb(arguments.toArray());
        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(refused.err())
                .isEqualTo("wb: " + study + " is the folder of a study, not of a run: 'wb search " + study
                        + " --resume' goes on with it, 'wb report " + study + "' makes a page of it, and "
                        + study.resolve("best") + " is the run of its selected trial once that is tested\n");
    }
}

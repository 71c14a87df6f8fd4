package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.Claim;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialStatus;

final class StudyReportCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int report(Path... folders) {
        return Main.execute(
                new PrintWriter(out),
                new PrintWriter(err),
                Stream.concat(
                                Stream.of(
                                        "report",
                                        "-o",
                                        folder.resolve("page.html").toString()),
                                Stream.of(folders).map(Path::toString))
                        .toArray(String[]::new));
    }

    private Path study() {
        Path path = folder.resolve("study");
        StudyFolder study = StudyFolder.create(path, SampleStudy.description(1));
        try (Claim claim =
                study.claim(0, SampleStudy.trials(1, 5).get(0).proposal()).orElseThrow()) {
            claim.started();
            claim.ended(TrialStatus.COMPLETE, OptionalDouble.of(0.5), Map.of("few", 0.25), Optional.empty());
        }
        return path;
    }

    @Test
    void theFolderOfAStudyHasAPageOfItsOwn() {
        assertThat(report(study())).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("page.html")).content().contains("<h1>study</h1>", "Trial 0 is the best");
    }

    @Test
    void aStudyBesideOthersIsRefused() {
        Path study = study();
        assertThat(report(study, folder)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(study + " is a study, which has a page of its own: name it alone");
        assertThat(folder.resolve("page.html")).doesNotExist();
    }
}

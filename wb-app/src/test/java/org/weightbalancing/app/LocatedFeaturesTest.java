package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;

/** A run or study on features goes on with them wherever wb is run. */
class LocatedFeaturesTest {

    private static final int CLASSES = 3;
    private static final int DIMENSION = 4;

    private static final String EXPERIMENT = """
            name: on-features
            data:
              source: {name: features, folder: FOLDER}
              long-tail: {profile: none, imbalance: 1}
              validation: 0.25
            model: {architecture: features}
            stages:
              - {name: plain, trains: classifier, views: 0, epochs: 2, learning-rate: 0.1, batch: 8}
            """;

    private static final String SEARCH = """
            name: on-features
            experiment:
            %s
            space: {stages.plain.learning-rate: {log-uniform: [1e-3, 1]}}
            generator: random
            budget: {trials: 1}
            """;

    @TempDir
    private static Path folder;

    private static Path features;
    private static Path elsewhere;

    /** What a command answered. */
    private record Answer(int code, String out, String err) {}

    /** Two folders of features of one name, the second of which is not what experiments are begun on. */
    @BeforeAll
    static void importFeatures() throws IOException {
        features = imported(Files.createDirectory(folder.resolve("data")), 1);
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        imported(elsewhere, 2);
    }

    private static Path imported(Path parent, long seed) throws IOException {
        Path source = Files.createDirectory(parent.resolve("source"));
        Random random = new Random(seed);
        int[] labels = IntStream.range(0, 8 * CLASSES).map(i -> i % CLASSES).toArray();
        for (String split : List.of("train", "test")) {
            float[] row = new float[DIMENSION];
            NpyMatrix.write(source.resolve(split + "-features.npy"), labels.length, DIMENSION, i -> {
                for (int d = 0; d < DIMENSION; d++) {
                    row[d] = (float) random.nextGaussian() + (d == labels[i] ? 2 : 0);
                }
                return row.clone();
            });
            LogitsFile.writeLabels(source.resolve(split + "-labels.npy"), labels);
        }
        Answer made = wb("features", "--from", source, "-o", parent.resolve("mine"), "--quiet");
        assertThat(made.code()).as(made.err()).isZero();
        return parent.resolve("mine");
    }

    private static Answer wb(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
        return new Answer(code, out.toString(), err.toString());
    }

    /** A command in a process whose working directory has other features under the same relative path. */
    private static JavaProcess.Result wbElsewhere(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return JavaProcess.run(new ProcessBuilder(command).directory(elsewhere.toFile()));
    }

    private static Path file(String name, String place) throws IOException {
        return Files.writeString(folder.resolve(name), EXPERIMENT.replace("FOLDER", place));
    }

    private static SourceSettings source(Path experiment) {
        return Yaml.FILES.read(experiment, List.of()).data().source();
    }

    private static SourceSettings.Features here() {
        return new SourceSettings.Features(features.toString(), false);
    }

    @Test
    void aPathFromWhereWbIsRunBecomesAbsolute() {
        Path relative = Path.of("").toAbsolutePath().relativize(features);

        assertThat(new SourceSettings.Features(relative.toString(), true).located(elsewhere))
                .isEqualTo(new SourceSettings.Features(features.toString(), true));
    }

    @Test
    void aPathFromTheFolderOfDataSetsBecomesAbsolute() {
        assertThat(new SourceSettings.Features("mine", false).located(features.getParent()))
                .isEqualTo(here());
        assertThat(new SourceSettings.Features("../data/./mine", false).located(elsewhere))
                .isEqualTo(here());
    }

    @Test
    void otherSourcesAndWhatIsNotThereStayAsTheyAre() {
        SourceSettings absent = new SourceSettings.Features("absent", false);

        assertThat(absent.located(folder)).isEqualTo(absent);
        assertThat(here().located(elsewhere)).isEqualTo(here());
        assertThat(new SourceSettings.Cifar10().located(folder)).isEqualTo(new SourceSettings.Cifar10());
    }

    @Test
    void whatIsNoPathIsTold() throws IOException {
        Answer answer = wb("train", file("nul.yaml", "\"a\\0b\""), "-o", folder.resolve("nul"));

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err())
                .startsWith("wb: data.source.folder is 'a")
                .contains("b', which cannot be the path of a folder")
                .hasLineCount(1);
    }

    @Test
    void allPlacesAreToldWhereNoneWereFound() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path there = folder.resolve("elsewhere/absent");
        String make = "; make one with 'wb features RUN -o DIR' or 'wb features --from DIR -o DIR'\n";
        String both = "wb: absent is no folder of features: neither " + here.resolve("absent")
                + ", from where wb is run, nor " + there + ", from the folder of data sets, has a features.json" + make;

        assertAbsent("absent", elsewhere, both);
        assertAbsent("absent", here.relativize(elsewhere), both);
        assertAbsent(
                "absent",
                here,
                "wb: " + here.resolve("absent") + " is no folder of features: it has no features.json" + make);
        assertAbsent(
                there.toString(), folder, "wb: " + there + " is no folder of features: it has no features.json" + make);
    }

    private static void assertAbsent(String place, Path data, String message) throws IOException {
        Path run = folder.resolve("absent-run");
        Answer trained = wb("train", file("absent.yaml", place), "--data", data, "-o", run, "--quiet");
        assertThat(trained.code()).isEqualTo(ExitCode.DATA);
        assertThat(trained.err()).isEqualToNormalizingNewlines(message);
        Path search = Files.writeString(
                folder.resolve("absent-search.yaml"),
                SEARCH.formatted(EXPERIMENT.replace("FOLDER", place).indent(2).stripTrailing()));
        Answer searched = wb("search", search, "--data", data, "-o", run, "--quiet");
        assertThat(searched.code()).isEqualTo(ExitCode.DATA);
        assertThat(searched.err()).isEqualToNormalizingNewlines(message);
        assertThat(run).doesNotExist();
    }

    @Test
    void aRunKeepsTheAbsolutePathAndRefusesOtherFeaturesThere() throws IOException {
        Path data = Files.createDirectory(folder.resolve("changing"));
        Path mine = data.resolve("mine");
        copy(features, mine);
        Path run = folder.resolve("run");
        Answer trained = wb("train", file("one.yaml", "mine"), "--data", data, "-o", run, "--quiet");

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(source(run.resolve("experiment.yaml")))
                .isEqualTo(new SourceSettings.Features(mine.toString(), false));
        assertThat(wb("evaluate", run, "--data", elsewhere).code()).isZero();

        Path provenance = run.resolve("provenance.json");
        Files.writeString(provenance, Files.readString(provenance).replace("\"complete\"", "\"interrupted\""));
        copy(elsewhere.resolve("mine"), mine);
        Answer resumed = wb("resume", run, "--quiet");
        assertThat(resumed.code()).as(resumed.err()).isEqualTo(ExitCode.DATA);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("train.wbf", "test.wbf", "features.json")) {
            Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
        }
    }

    @Test
    void repetitionsKeepTheAbsolutePath() throws IOException {
        Path runs = folder.resolve("repeated");
        Answer trained = wb(
                "train",
                file("repeated.yaml", "mine"),
                "--data",
                features.getParent(),
                "--seeds",
                "0,1",
                "-o",
                runs,
                "--quiet");

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(RepetitionFolder.open(runs)
                        .plan()
                        .experiment(Yaml.CATALOG, 1)
                        .data()
                        .source())
                .isEqualTo(here());
        assertThat(source(runs.resolve("s1/experiment.yaml"))).isEqualTo(here());
    }

    @Test
    void aStudyGoesOnFromElsewhereWithTrialsInProcessesOfTheirOwn() throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("search.yaml"),
                SEARCH.formatted(EXPERIMENT.replace("FOLDER", "mine").indent(2).stripTrailing()));
        Path study = folder.resolve("study");
        Answer begun = wb("search", file, "--data", features.getParent(), "-o", study, "--quiet", "--no-test");
        assertThat(begun.code()).as(begun.err()).isZero();
        Path kept = study.resolve("search.yaml");
        Files.writeString(kept, Files.readString(kept).replace("trials: 1", "trials: 2"));

        JavaProcess.Result resumed = wbElsewhere("search", study, "--resume", "--forked", "--quiet");

        assertThat(resumed.exit()).as(resumed.toString()).isZero();
        assertThat(StudyFolder.open(study).trials())
                .hasSize(2)
                .extracting(TrialRecord::status)
                .containsOnly(TrialStatus.COMPLETE);
        assertThat(source(study.resolve("best/experiment.yaml"))).isEqualTo(here());
        Path best = folder.resolve("best.yaml");
        assertThat(wb("search", study, "--apply-best", "-o", best).code()).isZero();
        assertThat(source(best)).isEqualTo(here());
    }
}

package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.result.LogitFiles;
import org.weightbalancing.app.result.MethodResult;
import org.weightbalancing.app.result.ResultFiles;
import org.weightbalancing.app.result.ResultTable;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.result.Testing;
import org.weightbalancing.app.training.ProvenanceCheck;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.data.DataException;
import org.weightbalancing.eval.Metric;

/** What comes of the {@link SmallRun}. */
class RunTest {

    @TempDir
    private static Path folder;

    private static RunDirectory directory;
    private static Results results;

    @BeforeAll
    static void runOnce() {
        SmallRun run = SmallRun.in(folder);
        directory = run.directory();
        results = run.results();
    }

    @Test
    void everyStageAndChangeIsAMethod() {
        assertThat(results.methods())
                .extracting(MethodResult::name)
                .containsExactly("features", "balance", "published", "l2");
        assertThat(results.truth()).hasSize(60);
        assertThat(results.methods()).allSatisfy(method -> {
            assertThat(method.predicted()).hasSize(60);
            assertThat(method.flipped()).isPresent();
            assertThat(method.plain().accuracy()).isBetween(0.0, 1.0);
        });
    }

    @Test
    void onlyWhatWasSelectedOnTestIsStamped() {
        assertThat(results.methods())
                .extracting(method -> method.stamp().orElse(""))
                .containsExactly("", "", "selected-on-test", "");
        assertThat(ResultTable.text(results).lines().filter(line -> line.contains("selected-on-test")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("published"));
    }

    @Test
    void changesAfterTrainingLeaveTheirOriginAlone() {
        MethodResult features = results.methods().get(0);
        MethodResult l2 = results.methods().get(3);
        assertThat(l2.norms()).allSatisfy(norm -> assertThat(norm).isCloseTo(1, within()));
        assertThat(features.norms()).anySatisfy(norm -> assertThat(norm).isNotCloseTo(1, within()));
    }

    @Test
    void aStageThatTrainsTheClassifierKeepsTheFeatures() {
        List<Trained> networks = Trained.read(SmallRun.CATALOG, SmallRun.experiment(), directory);
        assertThat(networks.get(1).sharesFeaturesWith(networks.get(0))).isTrue();
        assertThat(networks.get(3).sharesFeaturesWith(networks.get(0))).isTrue();
        // Running statistics followed the images, as in the published code.
        assertThat(networks.get(2).sharesFeaturesWith(networks.get(0))).isFalse();
        assertThat(networks.get(1).network().getParam("classifier_W"))
                .isNotEqualTo(networks.get(0).network().getParam("classifier_W"));
    }

    @Test
    void flipAveragedNumbersAreOthers() throws IOException {
        assertThat(results.methods())
                .allSatisfy(method -> assertThat(method.flipped().orElseThrow().of(Metric.NLL))
                        .isNotEqualTo(method.plain().of(Metric.NLL)));
        assertThat(lines(directory, "report.csv").stream().filter(line -> line.startsWith("l2,flip,")))
                .hasSize(1);
        assertThat(lines(directory, "report.csv").stream().filter(line -> line.startsWith("l2,plain,")))
                .hasSize(2);
    }

    @Test
    void epochsShowWhatTheProjectionDid() throws IOException {
        List<String> lines = Files.readAllLines(directory.file("epochs.csv"));
        assertThat(lines).hasSize(1 + 2 + 3 + 2);
        String[] first = lines.get(1).split(",", -1);
        assertThat(first[0]).isEqualTo("features");
        assertThat(first[4]).as("split").isEqualTo("validation");
        assertThat(Double.parseDouble(first[5])).as("class accuracy").isBetween(0.0, 1.0);
        assertThat(first[8]).as("rows projected without MaxNorm").isEmpty();
        assertThat(first[10]).as("stamp").isEmpty();
        String[] balanced = lines.get(3).split(",", -1);
        assertThat(balanced[0]).isEqualTo("balance");
        assertThat(Integer.parseInt(balanced[8])).as("rows projected").isPositive();
        assertThat(Double.parseDouble(balanced[9])).as("mean shrink").isBetween(0.0, 1.0);
        String[] published = lines.get(6).split(",", -1);
        assertThat(published[4]).isEqualTo("test");
        assertThat(published[10]).isEqualTo("selected-on-test");
        assertThat(lines(directory, "classes.csv").get(0)).contains("published (selected-on-test) accuracy");
        assertThat(lines(directory, "predictions.csv").get(0))
                .isEqualTo("image,class,features,balance,published (selected-on-test),l2");
    }

    @Test
    void whatGoesOnFromANetworkSelectedOnTestIsStampedToo() throws IOException {
        RunDirectory other = RunDirectory.create(folder.resolve("stamped"));
        Results stamped = SmallRun.execute(SmallRun.experiment("stages.features.keep=best-on-test"), folder, other);
        assertThat(stamped.methods())
                .allSatisfy(method -> assertThat(method.stamp()).contains("selected-on-test"));
        List<String> epochs = Files.readAllLines(other.file("epochs.csv"));
        assertThat(epochs.subList(1, epochs.size()))
                .allSatisfy(line -> assertThat(line).endsWith(",selected-on-test"));
    }

    @Test
    void whatLearnsFromATeacherSelectedOnTestIsStampedToo() {
        StageSettings student = SmallRun.experiment(
                        "stages.published.from=scratch",
                        "stages.published.trains=everything",
                        "stages.published.restart-classifier=false",
                        "stages.published.loss=distillation",
                        "stages.published.teacher=features",
                        "stages.published.keep=last")
                .stages()
                .get(2);
        ComputationGraph network = Trained.read(SmallRun.CATALOG, SmallRun.experiment(), directory)
                .get(0)
                .network();
        Trained teacher = new Trained("features", network, Optional.empty(), Optional.of("selected-on-test"));
        assertThat(Trained.stamp(student, Map.of("features", teacher))).contains("selected-on-test");
        Trained honest = new Trained("features", network, Optional.empty(), Optional.empty());
        assertThat(Trained.stamp(student, Map.of("features", honest))).isEmpty();
    }

    @Test
    void testingAnewGivesTheSameNumbers() throws IOException {
        Images images = Images.open(SmallRun.CATALOG, SmallRun.experiment(), folder);
        StoredRun stored = StoredRun.open(SmallRun.CATALOG, directory.path());
        Testing testing = new Testing(SmallRun.experiment(), stored.selections(), images, LogitFiles.none());
        Results again = Results.of(stored.networks(), testing, images);
        assertThat(ResultTable.text(again)).isEqualTo(ResultTable.text(results));
        RunDirectory anew = RunDirectory.create(folder.resolve("anew"));
        ResultFiles.write(again, images, anew);
        assertThat(lines(anew, "predictions.csv")).isEqualTo(lines(directory, "predictions.csv"));
    }

    @Test
    void theSameSeedGivesTheSameRun() throws IOException {
        RunDirectory other = RunDirectory.create(folder.resolve("again"));
        SmallRun.execute(SmallRun.experiment(), folder, other);
        assertThat(lines(other, "classes.csv")).isEqualTo(lines(directory, "classes.csv"));
        RunDirectory third = RunDirectory.create(folder.resolve("third"));
        SmallRun.execute(SmallRun.experiment("seed=1"), folder, third);
        assertThat(lines(third, "classes.csv")).isNotEqualTo(lines(directory, "classes.csv"));
    }

    @Test
    void imagesOtherThanThoseOfTheRunAreRefused() {
        Images other = Images.open(SmallRun.CATALOG, SmallRun.experiment("data.source.seed=1"), folder);
        assertThatThrownBy(() -> ProvenanceCheck.requireSame(other, directory))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the train images are not those of the run");
        ProvenanceCheck.requireSame(Images.open(SmallRun.CATALOG, SmallRun.experiment(), folder), directory);
    }

    private static List<String> lines(RunDirectory run, String file) throws IOException {
        return Files.readAllLines(run.file(file));
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-5);
    }
}

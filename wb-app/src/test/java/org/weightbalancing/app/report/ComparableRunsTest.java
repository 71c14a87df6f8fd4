package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparableRunsTest {

    private static final String METHOD =
            "{\"name\": \"naive\", \"plain\": {\"accuracy\": 0.5, \"many\": 0.5, \"medium\": 0.5, \"few\": 0.5}}";

    @TempDir
    private Path folder;

    /** A run of an experiment with 5 validation images held out by the seed, so that train differs. */
    private RunFolder run(String name, String decay, int seed, String train) {
        return run(name, decay, seed, train, "t", METHOD);
    }

    private RunFolder run(String name, String decay, int seed, String train, String test, String method) {
        return new RunFolder(folder.resolve(name))
                .complete(method)
                .with("provenance.json", """
                        {"status": "complete", "data-fingerprints": {"train": "%s", "test": "%s"}}
                        """.formatted(train, test))
                .with("experiment.yaml", """
                        name: small
                        seed: %d
                        data: {validation: 5}
                        stages:
                          - {name: naive, regularizers: [{name: weight-decay, decay: %s}]}
                        """.formatted(seed, decay));
    }

    private static List<String> withFirst(RunFolder... runs) {
        return ComparableRuns.of(Stream.of(runs)
                        .map(run -> ReportedRun.read(
                                run.path(), run.path().getFileName().toString()))
                        .toList())
                .withFirst()
                .stream()
                .map(ReportedRun::name)
                .toList();
    }

    private static String page(RunFolder... runs) {
        return new Report(Stream.of(runs).map(RunFolder::path).toList()).html();
    }

    @Test
    void repetitionsCompareThoughTheyHoldOutOtherImages() {
        RunFolder[] runs = {run("s0", "0.1", 0, "x0"), run("s1", "0.1", 1, "x1"), run("s2", "0.1", 2, "x2")};
        assertThat(withFirst(runs)).containsExactly("s0", "s1", "s2");
        assertThat(page(runs)).doesNotContain("other images");
    }

    @Test
    void repetitionsOfTwoExperimentsCompareIfOneOfEachSawTheSameImages() {
        RunFolder[] runs = {
            run("a0", "0.1", 0, "x0"), run("a1", "0.1", 1, "x1"), run("b1", "0.2", 1, "x1"), run("b2", "0.2", 2, "x2")
        };
        assertThat(withFirst(runs)).containsExactly("a0", "a1", "b1", "b2");
        assertThat(withFirst(runs[0], runs[2], runs[3])).containsExactly("a0");
    }

    @Test
    void anotherExperimentOnOtherImagesDoesNotCompare() {
        RunFolder[] runs = {run("a", "0.1", 0, "x0"), run("b", "0.2", 0, "y0")};
        assertThat(withFirst(runs)).containsExactly("a");
        assertThat(page(runs)).contains("so that their numbers do not compare: b.");
    }

    @Test
    void otherTestImagesOrShotGroupsNeverCompare() {
        RunFolder groups = run("groups", "0.1", 2, "x");
        groups.with("report.json", """
                {"shot-groups": {"many-above": 50, "few-below": 20}, "train-counts": [200, 50, 5], "methods": [%s]}
                """.formatted(METHOD));
        assertThat(withFirst(run("a", "0.1", 0, "x"), run("tested", "0.1", 1, "x", "u", METHOD), groups))
                .containsExactly("a");
    }

    @Test
    void runsWithoutAnExperimentCompareByTheirImages() {
        RunFolder one = run("one", "0.1", 0, "x").with("experiment.yaml", "");
        RunFolder two = run("two", "0.1", 1, "x").with("experiment.yaml", "");
        RunFolder three = run("three", "0.1", 1, "y").with("experiment.yaml", "");
        assertThat(withFirst(one, two, three)).containsExactly("one", "two");
    }

    @Test
    void aCurveOverTheDecayHasRunsThatCompare() {
        String title = "Accuracy of naive against weight decay";
        assertThat(page(run("a", "0.1", 0, "x"), run("b", "0.2", 0, "x"))).contains(title);
        assertThat(page(run("a", "0.1", 0, "x"), run("b", "0.2", 0, "y"))).doesNotContain(title);
    }

    @Test
    void aCurveOverTheDecayHasMethodsWithoutAStamp() {
        String stamped = METHOD.replace("\"plain\"", "\"stamp\": \"selected-on-test\", \"plain\"");
        assertThat(page(run("a", "0.1", 0, "x", "t", stamped), run("b", "0.2", 0, "x", "t", stamped)))
                .doesNotContain("against weight decay");
        assertThat(page(run("a", "0.1", 0, "x"), run("b", "0.2", 0, "x", "t", stamped)))
                .doesNotContain("against weight decay");
    }
}

package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.eval.Metric;

final class PairedEvidenceTest {

    @TempDir
    private Path folder;

    /** Methods of which the first is right on every one of 60 images of two classes, the others on the first class alone. */
    private ReportedRun run(int methods, String status) {
        String each = IntStream.range(0, methods)
                .mapToObj(i -> "{\"name\": \"m" + i + "\", \"plain\": {\"accuracy\": " + (i == 0 ? "1" : "0.5")
                        + ", \"many\": " + (i == 0 ? "1.0" : "0.5") + "}}")
                .collect(Collectors.joining(","));
        StringBuilder csv = new StringBuilder("image,class");
        IntStream.range(0, methods).forEach(i -> csv.append(",m").append(i));
        for (int image = 0; image < 60; image++) {
            int truth = image % 2;
            csv.append('\n').append(image).append(',').append(truth);
            IntStream.range(0, methods).forEach(i -> csv.append(',').append(i == 0 ? truth : 0));
        }
        return new RunFolder(folder)
                .complete(each)
                .with("provenance.json", "{\"status\": \"" + status + "\"}")
                .with("predictions.csv", csv + "\n")
                .read();
    }

    /** Three of four methods might have been the best: 4 * 3 / 2 pairs in two metrics are 12, at 2 / 1201 each 0.01998. */
    @Test
    void allPairsThatMightHaveBeenToldCount() {
        ReportedRun run = run(4, "complete");
        PairedEvidence evidence = PairedEvidence.of(run).orElseThrow();
        List<ReportedMethod> methods = run.methods();
        assertThat(evidence.comparisons()).isEqualTo(12);
        assertThat(evidence.p(Metric.ACCURACY, methods.get(0), methods.get(3))).isEqualTo(24.0 / 1201);
        assertThat(evidence.differ(Metric.ACCURACY, methods.get(0), methods.get(3)))
                .isTrue();
        assertThat(evidence.p(Metric.ACCURACY, methods.get(1), methods.get(3))).isNaN();
        assertThat(evidence.isTooCoarse()).isFalse();
    }

    /** 100 for each comparison, at least 1,000, and at most 700 million draws, two for each image. */
    @Test
    void resamplesAreEnoughUnlessImagesAreTooMany() {
        assertThat(PairedEvidence.resamples(1, 100)).isEqualTo(1000);
        assertThat(PairedEvidence.resamples(180, 10_000)).isEqualTo(18_000);
        assertThat(PairedEvidence.resamples(760, 10_000)).isEqualTo(35_000);
        assertThat(PairedEvidence.resamples(760, 100_000)).isEqualTo(3500);
        assertThat(PairedEvidence.resamples(760, 10_000_000)).isEqualTo(1000);
    }

    /** 10 comparisons ask for 1,000; of 10,000 images 35,000 are 700 million draws, of 350,000 images 1,000. */
    @Test
    void resamplesHaveALeastAndAMostNumber() {
        assertThat(PairedEvidence.resamples(0, 100)).isEqualTo(1000);
        assertThat(PairedEvidence.resamples(9, 100)).isEqualTo(1000);
        assertThat(PairedEvidence.resamples(10, 100)).isEqualTo(1000);
        assertThat(PairedEvidence.resamples(11, 100)).isEqualTo(1100);
        assertThat(PairedEvidence.resamples(349, 10_000)).isEqualTo(34_900);
        assertThat(PairedEvidence.resamples(350, 10_000)).isEqualTo(35_000);
        assertThat(PairedEvidence.resamples(351, 10_000)).isEqualTo(35_000);
        assertThat(PairedEvidence.resamples(760, 349_000)).isEqualTo(1002);
        assertThat(PairedEvidence.resamples(760, 350_000)).isEqualTo(1000);
        assertThat(PairedEvidence.resamples(760, 350_001)).isEqualTo(1000);
    }

    @Test
    void moreThan64MethodsAreNotCompared() {
        assertThat(PairedEvidence.of(run(64, "complete"))).isPresent();
        assertThat(PairedEvidence.of(run(65, "complete"))).isEmpty();
    }

    @Test
    void aLivePageComparesMethodsWhenTheRunIsComplete() {
        String paired = "by the paired bootstrap over the same images";
        run(2, "running");
        assertThat(Report.live(List.of(folder)).html()).doesNotContain(paired);
        assertThat(new Report(List.of(folder)).html()).contains(paired);
        run(2, "complete");
        assertThat(Report.live(List.of(folder)).html()).contains(paired);
    }
}

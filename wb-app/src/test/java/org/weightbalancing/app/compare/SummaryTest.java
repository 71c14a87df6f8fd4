package org.weightbalancing.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.StoredRuns;

final class SummaryTest {

    @TempDir
    private Path path;

    private Summary summary(String seeds) {
        RepetitionFolder folder = StoredRuns.folder(path.resolve("r"), seeds);
        StoredRuns.complete(folder.run(0), "u", 0.70, "00001123", "00001120");
        StoredRuns.complete(folder.run(3), "u", 0.80, "00001123", "00001120");
        return Summary.of(Yaml.CATALOG, folder);
    }

    /**
     * Many and all of "one": 0.70 and 0.80, mean 0.75, sd 0.1 / sqrt 2 = 0.0707, half width 12.706 * 0.05 = 0.635. "two"
     * and "three" are wrong on the only image of the few-shot class, "one" is right: -100 in every resample, p =
     * 2 / 2001; in accuracy -1 / 8, and 2 (7/8)^8 = 0.69 of the resamples miss that image on either side. Of 2 methods and 4
     * groups, the two smallest p become 8 * 2 / 2001 = 0.0080, and 6 * 0.7 is 1.
     */
    @Test
    void meansIntervalsAndThePairedBootstrapArePrinted() {
        assertThat(SummaryText.of(summary("0,3")).lines())
                .containsExactly(
                        "stored: 2 of 2 repetitions, seeds 0, 3",
                        "",
                        "accuracy on test, %: mean ± standard deviation over seeds, 95 % t-interval of the mean",
                        "method  group      mean      sd       interval       n  selected on",
                        "one     many      75.0 ±   7.1  [  11.5,  138.5]   2  last epoch",
                        "one     medium     n/a ±   n/a               n/a   2  last epoch",
                        "one     few       50.0 ±   0.0  [  50.0,   50.0]   2  last epoch",
                        "one     all       75.0 ±   7.1  [  11.5,  138.5]   2  last epoch",
                        "two     many      25.0 ±   0.0  [  25.0,   25.0]   2  validation",
                        "two     medium     n/a ±   n/a               n/a   2  validation",
                        "two     few        0.0 ±   0.0  [   0.0,    0.0]   2  validation",
                        "two     all       50.0 ±   0.0  [  50.0,   50.0]   2  validation",
                        "three   many      25.0 ±   0.0  [  25.0,   25.0]   2  validation",
                        "three   medium     n/a ±   n/a               n/a   2  validation",
                        "three   few        0.0 ±   0.0  [   0.0,    0.0]   2  validation",
                        "three   all       50.0 ±   0.0  [  50.0,   50.0]   2  validation",
                        "three: temperature fitted on validation images",
                        "",
                        "Paired bootstrap over test images, against one (selected on last epoch): differences in points",
                        "method  group   difference      interval          p  corrected  selected on",
                        "two     all          -12.5  [ -37.5,    0.0]  0.7096     1.0000  validation",
                        "two     few         -100.0  [-100.0, -100.0]  0.0010     0.0080  validation",
                        "three   all          -12.5  [ -37.5,    0.0]  0.7096     1.0000  validation",
                        "three   few         -100.0  [-100.0, -100.0]  0.0010     0.0080  validation",
                        "2000 resamples, 95 % percentile intervals, two-sided p, each for itself: what other test images"
                                + " would",
                        "change for these networks, repetitions averaged. What training anew changes is in the intervals"
                                + " over seeds.",
                        "Corrected: p after Holm's correction for all 8 differences: many, medium, few, all of every"
                                + " method.");
    }

    @Test
    void seedsWithoutResultsAreNamed() {
        RepetitionFolder folder = StoredRuns.folder(path.resolve("r"), "0..4");
        assertThat(SummaryText.of(Summary.of(Yaml.CATALOG, folder)))
                .isEqualTo("stored: 0 of 5 repetitions\nnot ended: seeds 0, 1, 2, 3, 4\n");
        StoredRuns.ended(folder.run(0), "diverged: stage one");
        StoredRuns.ended(folder.run(1), "running");
        StoredRuns.complete(folder.run(4), "u", 0.70, "00001123", "00001120");
        String text = SummaryText.of(Summary.of(Yaml.CATALOG, folder));
        assertThat(text.lines().limit(3))
                .containsExactly(
                        "stored: 1 of 5 repetitions, seeds 4",
                        "seed 0 diverged: stage one",
                        "not ended: seeds 1, 2, 3");
        // One value has no deviation.
        assertThat(text).contains("one     many      70.0 ±   n/a               n/a   1  last epoch\n");
    }

    @Test
    void programsReadFractions() throws IOException {
        Summary summary = summary("0,3,5");
        assertThat(SummaryFiles.csv(summary).lines())
                .contains(
                        "method,averaging,group,mean,sd,lower,upper,n,selected-on,stamp,difference,difference-lower,"
                                + "difference-upper,p,p-corrected",
                        "one,plain,accuracy,0.750000,0.0707107,0.114690,1.38531,2,last epoch,,,,,,",
                        "two,plain,medium,,,,,2,validation,,0.00000,0.00000,0.00000,1.00000,1.00000",
                        "two,plain,few,0.00000,0.00000,0.00000,0.00000,2,validation,,-1.00000,-1.00000,-1.00000,"
                                + "0.000999500,0.00799600");
        JsonNode json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(SummaryFiles.json(summary));
        assertThat(json.get("seeds")).hasSize(3);
        assertThat(json.get("complete")).hasSize(2);
        JsonNode one = json.get("methods").get(0);
        assertThat(one.get("selected-on").asText()).isEqualTo("last epoch");
        assertThat(one.get("plain").get("accuracy").get("mean").asDouble()).isEqualTo(0.75);
        assertThat(one.get("plain").get("medium").get("mean").isNull()).isTrue();
        assertThat(json.get("methods").get(2).get("fitted-on-validation").get(0).asText())
                .isEqualTo("temperature");
        JsonNode paired = json.get("paired-bootstrap");
        assertThat(paired.get("against").asText()).isEqualTo("one");
        assertThat(paired.get("differences")
                        .get("two")
                        .get("few")
                        .get("not-above-0")
                        .asDouble())
                .isEqualTo(1);
        assertThat(paired.get("differences")
                        .get("three")
                        .get("few")
                        .get("p-corrected")
                        .asDouble())
                .isEqualTo(8 * 2.0 / 2001);
    }
}

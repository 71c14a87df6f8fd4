package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.predict.Prediction;
import org.weightbalancing.app.predict.Predictor;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.setting.ExperimentException;

/** What wb predict prints, and what it and wb export refuse. */
class PredictCommandTest {

    @TempDir
    private static Path folder;

    private static ExportedRun run;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path model;

    @BeforeAll
    static void runOnce() throws IOException {
        run = ExportedRun.in(folder);
    }

    @BeforeEach
    void freshName() {
        model = folder.resolve("model-" + System.nanoTime() + ".wbz");
    }

    private int wb(Object... arguments) {
        return ExportedRun.wb(out, err, arguments);
    }

    private Predictor exported(String network) {
        run.export(network, model);
        return Predictor.open(model);
    }

    @Test
    void whatExportRefusesIsToldInASentence() throws IOException {
        assertThat(wb("export", run.path(), model, "--network", "adjustd")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no network 'adjustd'; did you mean 'adjusted'?");
        assertThat(model).doesNotExist();
        Files.writeString(model, "mine");
        assertThat(wb("export", run.path(), model)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("is already there; name another, or replace it with --force");
        assertThat(model).hasContent("mine");
        assertThat(wb("export", run.path(), folder.resolve("absent").resolve("m.wbz")))
                .isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(wb("export", folder.resolve("absent"), model)).isEqualTo(ExitCode.RUN_DIRECTORY);
    }

    @Test
    void aStudyIsNoModelFile() throws IOException {
        Path study = folder.resolve("study");
        StudyFolder.create(study, SampleStudy.description(1));

        assertThat(wb("predict", study, run.png(1))).isEqualTo(ExitCode.RUN_DIRECTORY);

        assertThat(err.toString())
                .isEqualToNormalizingNewlines("wb: there is no model file at " + study
                        + ": it is the folder of a study, not of a run: 'wb search " + study
                        + " --resume' goes on with it, 'wb report " + study + "' makes a page of it, and "
                        + study.resolve("best") + " is the run of its selected trial once that is tested\n");
        assertThat(wb("predict", folder.resolve("none"), run.png(1))).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString())
                .endsWith("wb: there is no model file at " + folder.resolve("none") + System.lineSeparator());
    }

    @Test
    void theMostProbableClassesArePrinted() throws IOException {
        Predictor predictor = exported("features");
        out.getBuffer().setLength(0);
        Path image = run.png(1);
        assertThat(wb("predict", model, image, "--top", "2")).isZero();
        List<Prediction> all = predictor.predict(image, 99);
        assertThat(all).hasSize(run.images().test().classes());
        assertThat(all.stream().mapToDouble(Prediction::probability).sum()).isCloseTo(1, offset(1e-12));
        assertThat(out.toString().lines()).hasSize(3).first().isEqualTo(image.toString());
        assertThat(out.toString())
                .contains(String.format(
                        Locale.ROOT,
                        "%6.2f %%  %s",
                        100 * all.get(0).probability(),
                        all.get(0).className()))
                .contains(all.get(1).className());
    }

    @Test
    void csvHasTheLogits() throws IOException {
        Predictor predictor = exported("features");
        out.getBuffer().setLength(0);
        assertThat(wb("predict", model, run.png(1), run.png(2), "--csv", "--top", "100"))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        int classes = run.images().test().classes();
        assertThat(lines).hasSize(1 + 2 * classes).first().isEqualTo("image,rank,class,name,probability,logit");
        Prediction first = predictor.predict(run.png(2), 1).get(0);
        assertThat(lines.get(1 + classes))
                .isEqualTo(run.png(2) + ",1," + first.index() + "," + first.className() + "," + first.probability()
                        + "," + first.logit());
    }

    // The model's prior is train after plain cross-entropy: z + log q - log pi.
    @Test
    void priorsShiftTheLogits() throws IOException {
        run.export("features", model);
        double[] own = logits();
        assertThat(logits("--prior", "train")).containsExactly(own, offset(1e-12));
        assertThat(logits("--prior", "balanced", "--model-prior", "balanced")).containsExactly(own, offset(1e-12));
        int[] counts = run.images().train().classCounts();
        double sum = Arrays.stream(counts).sum();
        double[] balanced = own.clone();
        double[] train = own.clone();
        Arrays.setAll(balanced, c -> own[c] - Math.log(counts[c] / sum) + Math.log(1.0 / counts.length));
        Arrays.setAll(train, c -> own[c] + Math.log(counts[c] / sum) - Math.log(1.0 / counts.length));
        assertThat(logits("--prior", "balanced")).containsExactly(balanced, offset(1e-9));
        assertThat(logits("--prior", "train", "--model-prior", "balanced")).containsExactly(train, offset(1e-9));
        StringBuilder csv = new StringBuilder("class,images\n");
        StringBuilder json = new StringBuilder("{");
        for (int c = 0; c < counts.length; c++) {
            csv.append('"')
                    .append(run.images().train().classNames().get(c))
                    .append("\", ")
                    .append(counts[c])
                    .append('\n');
            json.append(c == 0 ? "" : ",")
                    .append('"')
                    .append(run.images().train().classNames().get(c))
                    .append("\":")
                    .append(counts[c] / sum);
        }
        Path file = Files.writeString(folder.resolve("prior.csv"), csv);
        assertThat(logits("--prior", file, "--model-prior", "balanced")).containsExactly(train, offset(1e-9));
        file = Files.writeString(folder.resolve("prior.json"), json + "}");
        assertThat(logits("--prior", file, "--model-prior", "balanced")).containsExactly(train, offset(1e-9));
    }

    private double[] logits(Object... options) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("predict", model, run.png(3), "--csv", "--top", 100));
        arguments.addAll(List.of(options));
        out.getBuffer().setLength(0);
        assertThat(wb(arguments.toArray())).as(err.toString()).isZero();
        double[] logits = new double[run.images().test().classes()];
        out.toString()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells -> logits[Integer.parseInt(cells[2])] = Double.parseDouble(cells[5]));
        return logits;
    }

    @Test
    void aPriorThatCannotBeUsedIsRefused() throws IOException {
        assertPriorRefused("cat,1\n", "class 'dog' has no number, but each needs one above 0");
        assertPriorRefused("cat,0\ndog,1", "class 'cat' has 0.0, but each needs one above 0");
        assertPriorRefused("cat,NaN\ndog,1", "class 'cat' has NaN");
        assertPriorRefused("cats,1\n", "there is no class 'cats'; did you mean 'cat'?");
        assertPriorRefused("cat,1\ncat,2\n", "it names 'cat' twice");
        assertPriorRefused("cat,many\n", "'cat' is not followed by a comma and a number");
        assertPriorRefused("cat", "'cat' is not followed by a comma and a number");
        assertPriorRefused("{\"cat\": 1, \"cat\": 2}", "Duplicate field");
        assertPriorRefused("{\"cat\": true}", "'cat' has no number");
        run.export("features", model);
        assertThat(wb("predict", model, run.png(0), "--prior", folder.resolve("absent.csv")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("the prior in " + folder.resolve("absent.csv") + " cannot be read");
    }

    private static void assertPriorRefused(String text, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.csv"), text);
        assertThatThrownBy(() -> PriorFile.read(file, List.of("cat", "dog")))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("the prior in " + file + " cannot be used: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aBadImageAmongOthersIsToldAndTheOthersArePredicted() throws IOException {
        run.export("stamped", model);
        out.getBuffer().setLength(0);
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        byte[] whole = Files.readAllBytes(run.png(0));
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, 60));
        Path absent = folder.resolve("absent.png");
        Path large = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_BYTE_GRAY), "png", large.toFile());
        assertThat(wb("predict", model, absent, text, cut, run.png(1), large)).isEqualTo(ExitCode.DATA);
        assertThat(err.toString().lines())
                .hasSize(4)
                .contains("wb: there is no image at " + absent)
                .anyMatch(line -> line.startsWith("wb: " + text + " is not an image of a known format"))
                .anyMatch(line -> line.startsWith("wb: " + cut + " is not an image that can be read"))
                .anyMatch(line -> line.startsWith("wb: note: the network carries the stamp"));
        assertThat(out.toString())
                .contains(run.png(1).toString())
                .contains(large + " (50x40, resized bilinearly to 32x32)");
        assertThat(wb("predict", absent, run.png(0))).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(wb("predict", model, run.png(0), "--top", "0")).isEqualTo(ExitCode.USAGE);
    }
}

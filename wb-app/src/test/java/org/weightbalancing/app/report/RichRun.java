package org.weightbalancing.app.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Writes the directory of a complete run with everything that a run can have, without training anything. */
final class RichRun {

    static final List<String> METHODS = List.of(
            "naive", "weight-decay", "weight-balancing", "l2-normalization", "tau-normalization", "logit-adjustment");

    private static final int TEST_PER_CLASS = 10;
    private static final int EPOCHS = 20;
    private static final List<String> GROUPS = List.of("many", "medium", "few");

    private final Path folder;
    private final List<String> names;
    private final String decay;
    // Half characters have no other form in UTF-8.
    private final ObjectMapper json = JsonMapper.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();
    private final Random random = new Random(7);

    private RichRun(Path folder, List<String> names, String decay) {
        this.folder = folder;
        this.names = names;
        this.decay = decay;
    }

    /** A run of as many classes as names, trained with a weight decay. */
    static Path write(Path folder, List<String> names, String decay) {
        try {
            new RichRun(folder, names, decay).all();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of some classes. */
    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    }

    private int count(int c) {
        return (int) Math.round(500 * Math.pow(0.01, c / (names.size() - 1.0)));
    }

    private void all() throws IOException {
        text("experiment.yaml", """
                name: rich
                stages:
                  - name: naive
                    regularizers: []
                  - name: weight-decay
                    regularizers:
                      - {name: weight-decay, decay: %s}
                  - name: weight-balancing
                    regularizers:
                      - {name: weight-decay, decay: 0.005}
                      - {name: max-norm, fraction: 0.1}
                """.formatted(decay));
        text("provenance.json", """
                {"status": "complete",
                 "times": {"started": "2026-11-26T11:02:32Z", "finished": "2026-11-26T12:14:32Z", "seconds": 4320.5},
                 "experiment": "left out", "seed": 0,
                 "data-fingerprints": {"train": "t1", "test": "t2"},
                 "software": {"wb": "0.1.0", "commit": "fe10084", "uncommitted-changes": "true"}}
                """);
        text("report.json", json.writerWithDefaultPrettyPrinter().writeValueAsString(report()));
        predictions();
        epochs();
        for (String stage : METHODS.subList(0, 3)) {
            geometry(stage);
        }
        for (String network : METHODS) {
            filters(network);
        }
    }

    private ObjectNode report() throws IOException {
        ObjectNode root = json.createObjectNode();
        root.putObject("shot-groups").put("many-above", 100).put("few-below", 20);
        ArrayNode counts = root.putArray("train-counts");
        ArrayNode classes = root.putArray("class-names");
        for (int c = 0; c < names.size(); c++) {
            counts.add(count(c));
            classes.add(names.get(c));
        }
        ArrayNode methods = root.putArray("methods");
        for (int m = 0; m < METHODS.size(); m++) {
            methods.add(method(m));
        }
        samples(root.putArray("samples"));
        return root;
    }

    private ObjectNode method(int m) {
        ObjectNode method = json.createObjectNode();
        method.put("name", METHODS.get(m));
        if (m == 5) {
            method.put("stamp", "selected-on-test");
        }
        method.put("selected-on", m == 5 ? "test" : "last epoch");
        method.set("plain", scores(m, 0.4));
        method.set("flip-averaged", scores(m, 0.39));
        method.set("temperature-scaled", scores(m, 0.03));
        method.put("temperature", 0.0123 * (m + 1));
        method.put("temperature-fitted-on", "validation");
        method.putObject("geometry")
                .put("feature-norm", 2.5)
                .putNull("fisher-ratio")
                .put("nc1", 0.7);
        ArrayNode norms = method.putArray("classifier-norms");
        IntStream.range(0, names.size()).forEach(c -> norms.add(0.5 + Math.pow(count(c), 0.3 - 0.06 * m)));
        return method;
    }

    private ObjectNode scores(int m, double error) {
        ObjectNode scores = json.createObjectNode();
        double accuracy = 0.4 + 0.03 * m;
        scores.put("accuracy", accuracy)
                .put("mean-class-accuracy", accuracy)
                .put("many", 0.7)
                .put("medium", 0.4);
        scores.put("few", 0.1 + 0.04 * m).put("worst-class-accuracy", 0.0).put("top-5-accuracy", accuracy + 0.3);
        scores.put("macro-f1", accuracy - 0.02).put("nll", 2 + error).put("brier", 0.8 + error / 10);
        scores.put("ece", error).put("mce", 1.5 * error).put("adaptive-ece", error);
        scores.put("confidence", m == 2 ? 0.013 : accuracy + error).put("entropy", m == 2 ? 0.99 : 0.3);
        scores.putNull("forward-50");
        ObjectNode intervals = scores.putObject("intervals");
        for (String metric : List.of("accuracy", "many", "medium", "few")) {
            double value = scores.get(metric).asDouble();
            intervals.putObject(metric).put("lower", value - 0.02).put("upper", value + 0.02);
        }
        ObjectNode conventions = scores.putObject("conventions");
        for (String convention : List.of("above-100-below-20", "from-100-to-20", "thirds")) {
            ObjectNode groups = conventions.putObject(convention);
            GROUPS.forEach(group -> groups.put(group, scores.get(group).asDouble()));
        }
        ofClasses(scores, m);
        bins(scores.putArray("reliability"), error);
        return scores;
    }

    private void ofClasses(ObjectNode scores, int m) {
        ArrayNode accuracies = scores.putArray("class-accuracies");
        ArrayNode precisions = scores.putArray("class-precisions");
        ArrayNode f1 = scores.putArray("class-f1");
        ArrayNode likelihoods = scores.putArray("marginal-likelihoods");
        for (int c = 0; c < names.size(); c++) {
            double share = c / (names.size() - 1.0);
            double accuracy = Math.min(1, Math.max(0, 0.9 - (0.9 - 0.1 * m) * share + 0.1 * random.nextGaussian()));
            if (c % 7 == 3) {
                accuracies.addNull();
                f1.addNull();
            } else {
                accuracies.add(accuracy);
                f1.add(0.9 * accuracy);
            }
            precisions.add(0.5 + accuracy / 2);
            likelihoods.add(Math.pow(count(c), 0.5 - 0.08 * m) / (5.0 * names.size()));
        }
    }

    private static void bins(ArrayNode bins, double error) {
        for (int i = 0; i < 15; i++) {
            ObjectNode bin = bins.addObject()
                    .put("lower", i / 15.0)
                    .put("upper", (i + 1) / 15.0)
                    .put("items", 10 * i);
            if (i == 0) {
                bin.putNull("confidence").putNull("accuracy");
            } else {
                bin.put("confidence", (i + 0.5) / 15).put("accuracy", Math.max(0, (i + 0.5) / 15 - error));
            }
        }
    }

    private void samples(ArrayNode samples) throws IOException {
        Files.createDirectories(folder.resolve("samples"));
        for (int c : List.of(0, 1, names.size() - 2, names.size() - 1)) {
            for (int i = 0; i < 4; i++) {
                int image = c * TEST_PER_CLASS + i;
                String file = "samples/" + image + ".png";
                samples.addObject().put("image", image).put("class", c).put("file", file);
                BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < 32 * 32; p++) {
                    float hue = (c % 7) / 7f;
                    picture.setRGB(p % 32, p / 32, Color.HSBtoRGB(hue, 0.6f, 0.4f + 0.6f * random.nextFloat()));
                }
                ImageIO.write(picture, "png", folder.resolve(file).toFile());
            }
        }
    }

    private void predictions() throws IOException {
        StringBuilder csv = new StringBuilder("image,class," + String.join(",", METHODS) + " (selected-on-test)\n");
        for (int image = 0; image < names.size() * TEST_PER_CLASS; image++) {
            int c = image / TEST_PER_CLASS;
            csv.append(image).append(',').append(c);
            for (int m = 0; m < METHODS.size(); m++) {
                boolean right = random.nextDouble() < 0.9 - (0.8 - 0.1 * m) * c / names.size();
                csv.append(',').append(right ? c : random.nextInt(c + 1));
            }
            csv.append('\n');
        }
        text("predictions.csv", csv.toString());
    }

    private void epochs() throws IOException {
        StringBuilder csv = new StringBuilder("stage,epoch,learning-rate,loss,split,class-accuracy,seconds,"
                + "images-per-second,rows-projected,mean-shrink,stamp\n");
        for (String stage : METHODS.subList(0, 3)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                String projected = stage.equals("weight-balancing") ? "0," : ",";
                csv.append(stage + "," + epoch + "," + 0.1 * (1 - epoch / (double) EPOCHS) + ","
                        + 4 * Math.exp(-epoch / 8.0) + ",validation," + 0.5 * (1 - Math.exp(-epoch / 8.0))
                        + ",61.5,800," + projected + ",\n");
            }
        }
        text("epochs.csv", csv.toString());
    }

    private void geometry(String stage) throws IOException {
        String heading =
                IntStream.range(0, names.size()).mapToObj(Integer::toString).collect(Collectors.joining(","));
        StringBuilder measures = new StringBuilder(
                "epoch,images,feature-norm,fisher-ratio,inter-class-cosine,nc1,nc2-norms,nc2-angles,nc3,nc4\n");
        StringBuilder norms = new StringBuilder("epoch," + heading + "\n");
        StringBuilder layers = new StringBuilder(
                "epoch,layer,filters,mean-norm,sd-norm,smallest-norm,largest-norm," + "effective-learning-rate\n");
        StringBuilder rows = new StringBuilder("epoch,class,w0,w1,w2\n");
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            double done = (epoch + 1.0) / EPOCHS;
            if (epoch % 5 == 4) {
                measures.append(epoch + ",1000," + 3 * done + "," + 0.5 * done + ",0.1," + 9 * (1.1 - done) + ",0.2,,"
                        + (1.1 - done) + ",0.3\n");
            }
            norms.append(epoch);
            for (int c = 0; c < names.size(); c++) {
                norms.append(',').append((float) (0.5 + done * Math.pow(count(c), 0.2)));
            }
            norms.append('\n');
            for (String layer : List.of("conv1", "block1", "block2")) {
                layers.append(epoch + "," + layer + ",16,1.5,0.2,1.1,2.0," + 0.1 / (1 + epoch) + "\n");
            }
            for (int k = 0; k < 10; k++) {
                int c = k * (names.size() - 1) / 9;
                rows.append(
                        epoch + "," + c + "," + done * Math.cos(k) + "," + done * Math.sin(k) + "," + 0.1 * k + "\n");
            }
        }
        text("geometry/" + stage + "/epochs.csv", measures.toString());
        text("geometry/" + stage + "/classifier-norms.csv", norms.toString());
        text("geometry/" + stage + "/feature-norms.csv", norms.toString());
        text("geometry/" + stage + "/layers.csv", layers.toString());
        text("geometry/" + stage + "/rows.csv", rows.toString());
    }

    private void filters(String network) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int layer = 0; layer < 5; layer++) {
            int filters = 16 << (layer / 2);
            lines.add("layer" + layer + ","
                    + IntStream.range(0, filters)
                            .mapToObj(i -> Double.toString(2 - i / (double) filters))
                            .collect(Collectors.joining(",")));
        }
        lines.add("classifier,100,90");
        text("geometry/" + network + "/filters.csv", "layer,norms\n" + String.join("\n", lines) + "\n");
    }

    private void text(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

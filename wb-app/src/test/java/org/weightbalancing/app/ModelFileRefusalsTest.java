package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.predict.ModelFileException;
import org.weightbalancing.app.predict.Predictor;

/** Model files that somebody changed. */
class ModelFileRefusalsTest {

    @TempDir
    private static Path folder;

    private static ExportedRun run;
    private Path model;

    @BeforeAll
    static void runOnce() throws IOException {
        run = ExportedRun.in(folder);
    }

    @BeforeEach
    void freshName() {
        model = folder.resolve("model-" + System.nanoTime() + ".wbz");
    }

    private record Part(String name, String content) {}

    private void rewrite(UnaryOperator<List<Part>> change) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(model))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.add(new Part(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1)));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Part part : change.apply(parts)) {
                zip.putNextEntry(new ZipEntry(part.name()));
                zip.write(part.content().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Files.write(model, bytes.toByteArray());
    }

    private void assertRefused(UnaryOperator<List<Part>> change, String reason) throws IOException {
        run.export("features", model);
        rewrite(change);
        assertThatThrownBy(() -> Predictor.open(model))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(model + " is not a model file that can be read: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private static UnaryOperator<List<Part>> replacing(int part, String old, String fresh) {
        return parts -> {
            assertThat(parts.get(part).content()).containsPattern(old);
            parts.set(
                    part,
                    new Part(parts.get(part).name(), parts.get(part).content().replaceFirst(old, fresh)));
            return parts;
        };
    }

    @Test
    void aChangedModelFileIsRefused() throws IOException {
        assertRefused(replacing(0, "1", "2"), "its format is '2', but this wb reads format 1");
        assertRefused(replacing(1, "\"batch\" : 5", "\"batch\" : 0"), "its batch is of 0 images");
        assertRefused(replacing(1, "\"batch\" : 5", "\"batch\" : 5, \"batch\" : 6"), "Duplicate field 'batch'");
        assertRefused(replacing(1, "\"batch\"", "\"botch\""), "its model.json has no 'batch' of the right type");
        assertRefused(replacing(1, "\"features\"", "\"fea\\\\u001btures\""), "a character that is not printed");
        assertRefused(replacing(1, "\"height\" : 32", "\"height\" : 99999"), "its images are 99999x32");
        assertRefused(replacing(1, "\"prior\" : \"train\"", "\"prior\" : \"rain\""), "its 'prior' is 'rain'");
        assertRefused(replacing(1, "\"weights\" : \"..", "\"weights\" : \"zz"), "its weights are not those");
        assertRefused(
                parts -> {
                    parts.add(new Part("../evil", "x"));
                    return parts;
                },
                "it holds '../evil', which is no part of a model file");
        assertRefused(
                parts -> {
                    parts.remove(2);
                    return parts;
                },
                "it holds 'network.zip' where 'experiment.yaml' belongs");
        assertRefused(
                parts -> {
                    parts.set(3, new Part("network.zip", "no zip"));
                    return parts;
                },
                "the network is not a network that can be read: it holds nothing where 'configuration.json' belongs");
    }
}

package org.weightbalancing.app.predict;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.FolderEntry;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.model.LayerNames;

/**
 * A network with all that is needed to use it, in one zip: the number of the format, {@code model.json}, {@code
 * experiment.yaml}, and the network as DL4J writes it, without the updater's state.
 *
 * @param card what is known of the network
 * @param experiment the resolved experiment, YAML
 * @param network with all its layers
 */
public record ModelFile(ModelCard card, String experiment, ComputationGraph network) {

    private static final String FORMAT = "format";
    private static final String CARD = "model.json";
    private static final String NETWORK = "network.zip";
    private static final String NUMBER = "1";
    private static final int LONGEST_TEXT = 16 << 20;

    /**
     * Writes the file under a temporary name, to the disk, then under its own. The name comes to the disk too, where the
     * file system syncs folders.
     *
     * @param replaces whether there may be such a file already
     * @throws ModelFileException if there is one or it cannot be written; the file is then as it was
     */
    public void write(Path file, boolean replaces) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target) && !replaces) {
            throw new ModelFileException(file + " is already there; name another, or replace it with --force");
        }
        try {
            Path part =
                    Files.createFile(target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part"));
            try {
                try (FileOutputStream out = new FileOutputStream(part.toFile());
                        ZipOutputStream zip = new ZipOutputStream(out)) {
                    write(zip);
                    out.getFD().sync();
                }
                FolderEntry.rename(part, target);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new ModelFileException(file + " cannot be written: " + Reason.of(e), e);
        }
    }

    private void write(ZipOutputStream zip) throws IOException {
        text(zip, FORMAT, NUMBER + "\n");
        text(zip, CARD, ModelCardJson.write(card));
        text(zip, RunDirectory.EXPERIMENT, experiment);
        zip.putNextEntry(new ZipEntry(NETWORK));
        ModelSerializer.writeModel(network, zip, false);
        zip.closeEntry();
        zip.finish();
    }

    private static void text(ZipOutputStream zip, String entry, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /**
     * Reads what {@link #write} gives: these entries in this order, with the weights that the card tells of. The file may
     * come from anybody (see {@link Checkpoints#read(InputStream, Set)}).
     *
     * @param packages of further classes that the network may be of
     * @throws ModelFileException if it is missing or anything else
     */
    public static ModelFile read(Path file, Set<String> packages) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException("there is no model file at " + file
                    + (StudyFolder.is(file) ? ": it" + RunDirectory.study(file) : ""));
        }
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(new FileInputStream(file.toFile())))) {
            return read(zip, packages);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new ModelFileException(file + " is not a model file that can be read: " + e.getMessage(), e);
        }
    }

    private static ModelFile read(ZipInputStream zip, Set<String> packages) throws IOException {
        String format = text(zip, FORMAT, NUMBER.length() + 8).strip();
        if (!format.equals(NUMBER)) {
            throw new IOException("its format is '" + format + "', but this wb reads format " + NUMBER);
        }
        ModelCard card = ModelCardJson.read(text(zip, CARD, LONGEST_TEXT));
        String experiment = text(zip, RunDirectory.EXPERIMENT, LONGEST_TEXT);
        next(zip, NETWORK);
        ComputationGraph network = Checkpoints.read(zip, packages);
        zip.closeEntry();
        ZipEntry more = zip.getNextEntry();
        if (more != null) {
            throw new IOException("it holds '" + more.getName() + "', which is no part of a model file");
        }
        requireFitting(card, network);
        return new ModelFile(card, experiment, network);
    }

    private static void requireFitting(ModelCard card, ComputationGraph network) throws IOException {
        if (!Checkpoints.fingerprint(network).equals(card.origin().weights())) {
            throw new IOException("its weights are not those that model.json tells of");
        }
        int classes = card.classNames().size();
        if (network.getVertex(LayerNames.FEATURES) == null || network.getNumInputArrays() != 1) {
            throw new IOException("its network has no features of one input");
        }
        if (network.getVertex(LayerNames.CLASSIFIER) == null
                || !network.getVertex(LayerNames.CLASSIFIER).hasLayer()
                || !(network.getLayer(LayerNames.CLASSIFIER).conf().getLayer() instanceof BaseOutputLayer classifier)
                || classifier.getNOut() != classes) {
            throw new IOException("its network has no classifier of " + classes + " classes");
        }
    }

    private static void next(ZipInputStream zip, String expected) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(expected)) {
            String found = entry == null ? "nothing" : "'" + entry.getName() + "'";
            throw new IOException("it holds " + found + " where '" + expected + "' belongs");
        }
    }

    private static String text(ZipInputStream zip, String entry, int longest) throws IOException {
        next(zip, entry);
        byte[] bytes = zip.readNBytes(longest + 1);
        if (bytes.length > longest) {
            throw new IOException("its '" + entry + "' is longer than " + longest + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package org.weightbalancing.app.feature;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureFile;

/**
 * The features of one network's images, each computed once, kept in a folder and read from there by all who train
 * classifiers on them: on several threads, and in several processes.
 *
 * <p>Whatever network they are asked for, they are those of the one network: classifiers do not change them.
 */
public final class BankFeatures implements FeatureSource {

    private static final String LOCK = "lock";

    private final ComputationGraph network;
    private final ComputedFeatures computed;
    private final Path folder;
    private final Map<String, FeatureBank> banks = new HashMap<>();

    /** Writes a bank that is missing. */
    @FunctionalInterface
    private interface Missing {
        void write(Path file) throws IOException;
    }

    /**
     * Opens or makes the folder.
     *
     * @param network whose features they are
     * @param computed computes what the folder lacks
     * @param folder of the banks
     */
    public BankFeatures(ComputationGraph network, ComputedFeatures computed, Path folder) {
        this.network = network;
        this.computed = computed;
        this.folder = folder;
    }

    @Override
    public FeatureBank plain(ComputationGraph any, ImageSet set) {
        return bank(split(set), file -> computed.write(file, network, set));
    }

    // The test images are no concern of a trial.
    private String split(ImageSet set) {
        if (set == computed.images().train()) {
            return "train";
        }
        if (set == computed.images().validation()) {
            return "validation";
        }
        throw new IllegalArgumentException("features are kept of the training and validation images only");
    }

    @Override
    public FeatureBank training(ComputationGraph any, StageSettings stage) {
        return stage.views() == 0
                ? plain(any, computed.images().train())
                : bank("train-" + stage.name() + "-" + stage.views(), file -> computed.write(file, network, stage));
    }

    private synchronized FeatureBank bank(String name, Missing missing) {
        FeatureBank known = banks.get(name);
        if (known != null) {
            return known;
        }
        Path file = folder.resolve(name + ".wbf");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                writeOnce(file, missing);
            }
            FeatureBank bank = FeatureFile.read(file);
            banks.put(name, bank);
            return bank;
        } catch (IOException e) {
            throw new RunDirectoryException("features " + file + " cannot be kept: " + Reason.of(e), e);
        }
    }

    /** Several processes may find it missing; the others wait for the first. */
    private void writeOnce(Path file, Missing missing) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(file)) {
                missing.write(file);
            }
        }
    }
}

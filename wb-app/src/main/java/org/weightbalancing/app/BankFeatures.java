package org.weightbalancing.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureFile;

/**
 * The features of one network's images, each computed once, kept in a folder and read from there by all who train
 * classifiers on them: on several threads, and in several processes.
 *
 * <p>Whatever network they are asked for, they are those of the one network: classifiers do not change them.
 */
final class BankFeatures implements FeatureSource {

    private final ComputationGraph network;
    private final Images images;
    private final FeatureSource computed;
    private final Path folder;
    private final Map<Path, FeatureBank> banks = new HashMap<>();

    /**
     * Opens or makes the folder.
     *
     * @param network whose features they are
     * @param images of the experiment
     * @param computed computes what the folder lacks
     * @param folder of the banks
     */
    BankFeatures(ComputationGraph network, Images images, FeatureSource computed, Path folder) {
        this.network = network;
        this.images = images;
        this.computed = computed;
        this.folder = folder;
    }

    @Override
    public FeatureBank plain(ComputationGraph any, ImageSet set) {
        String split = set == images.train() ? "train" : set == images.validation() ? "validation" : "test";
        if (split.equals("test") && set != images.test()) {
            throw new IllegalArgumentException("features are kept of the training, validation and test images only");
        }
        return bank(split, () -> computed.plain(network, set));
    }

    @Override
    public FeatureBank training(ComputationGraph any, StageSettings stage) {
        return stage.views() == 0
                ? plain(any, images.train())
                : bank("train-" + stage.name() + "-" + stage.views(), () -> computed.training(network, stage));
    }

    private synchronized FeatureBank bank(String name, Supplier<FeatureBank> missing) {
        Path file = folder.resolve(name + ".wbf");
        FeatureBank known = banks.get(file);
        if (known != null) {
            return known;
        }
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                FeatureFile.write(file, missing.get());
            }
            FeatureBank bank = FeatureFile.read(file);
            banks.put(file, bank);
            return bank;
        } catch (IOException e) {
            throw new RunDirectoryException("features " + file + " cannot be kept: " + Reason.of(e), e);
        }
    }
}

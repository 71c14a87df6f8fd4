package org.weightbalancing.app.image;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.train.FeatureBank;

/** The features of images without pixels, by their numbers in a folder of features. */
public final class StoredFeatures {

    private final FeatureFolder folder;
    private final Map<String, FeatureBank> banks = new HashMap<>();

    StoredFeatures(FeatureFolder folder) {
        this.folder = folder;
        folder.card().splits().keySet().forEach(split -> banks.put(split, folder.bank(split)));
    }

    /** Number D of features of an image. */
    public int dimension() {
        return folder.card().dimension();
    }

    /**
     * Checks that the folder has as many augmented views as the stages of an experiment ask for.
     *
     * @throws ExperimentException if there are fewer, naming the stage
     */
    void requireViews(Experiment experiment) {
        int stored = banks.get(FeatureFolder.TRAIN).views() - 1;
        List<StageSettings> stages = experiment.stages();
        for (int i = 0; i < stages.size(); i++) {
            int views = stages.get(i).views();
            if (views > stored) {
                throw new ExperimentException("stages[" + i + "].views is " + views + ", but " + folder.path() + " has "
                        + stored + " augmented views of the training images; write "
                        + (stored == 0 ? "0 for the images as they are" : "at most " + stored));
            }
        }
    }

    /** The features of images as they are, in their order. */
    public FeatureBank plain(ImageSet set) {
        return selected(set, 0, 1);
    }

    /** The features of training images in augmented views, of which at least so many are stored; of 0 views, as they are. */
    public FeatureBank training(ImageSet set, int views) {
        return views == 0 ? plain(set) : selected(set, 1, 1 + views);
    }

    private FeatureBank selected(ImageSet set, int firstView, int endView) {
        int[] positions = set.positions();
        String split = split(positions);
        int first = folder.first(split);
        FeatureBank bank = banks.get(split).views(firstView, endView);
        int[] rows = Arrays.stream(positions).map(position -> position - first).toArray();
        return Arrays.equals(rows, IntStream.range(0, bank.size()).toArray()) ? bank : bank.select(rows);
    }

    /** The split that all of the images are of. */
    private String split(int[] positions) {
        int smallest = Arrays.stream(positions).min().orElse(-1);
        int largest = Arrays.stream(positions).max().orElse(-1);
        return FeatureFolder.SPLITS.stream()
                .filter(banks::containsKey)
                .filter(split -> smallest >= folder.first(split)
                        && largest < folder.first(split) + banks.get(split).size())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(positions.length + " images, numbers " + smallest
                        + " to " + largest + ", are not of one split of " + folder.path()));
    }
}

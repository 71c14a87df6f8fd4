package org.weightbalancing.data;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Batches of ten tiny images. */
final class TinyBatches {

    static final ImageSet SET = TinyImages.cycling(10, 3);

    static final BatchSettings SETTINGS =
            BatchSettings.of(4, 17).withAugmentations(List.of(new PadCrop(2), new HorizontalFlip()));

    private TinyBatches() {}

    static List<DataSet> rest(ImageBatches batches) {
        List<DataSet> all = new ArrayList<>();
        while (batches.hasNext()) {
            all.add(batches.next());
        }
        return all;
    }

    static List<DataSet> epoch(BatchSettings settings, int number) {
        try (ImageBatches batches = new ImageBatches(SET, settings)) {
            batches.startEpoch(number);
            return rest(batches);
        }
    }

    /** The numbers of all batches, features before labels, to be compared bit by bit. */
    static List<float[]> numbers(List<DataSet> batches) {
        List<float[]> numbers = new ArrayList<>();
        for (DataSet batch : batches) {
            for (INDArray array : List.of(batch.getFeatures(), batch.getLabels())) {
                numbers.add(array.reshape(array.length()).toFloatVector());
            }
        }
        return numbers;
    }
}

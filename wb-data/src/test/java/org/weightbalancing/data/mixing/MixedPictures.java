package org.weightbalancing.data.mixing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.HorizontalFlip;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.PadCrop;
import org.weightbalancing.data.Sampler;

/** Mixed batches of 22 random pictures. */
final class MixedPictures {

    private static final int[] LABELS =
            IntStream.range(0, 22).map(i -> i < 14 ? 0 : i % 3).toArray();

    static final ImageSet SET = Pictures.random(6, 5, 3, 3, LABELS);

    static final BatchSettings SETTINGS =
            BatchSettings.of(8, 17).withAugmentations(List.of(new PadCrop(2), new HorizontalFlip()));

    static final List<Mixing> METHODS = List.of(
            new Mixup(), new Remix(), new CutMix(1, 0.7), new ContextRichOversampling(1, 1, 0.7, 0, Integer.MAX_VALUE));

    private MixedPictures() {}

    static MixedBatches batches(BatchSettings settings, Mixing mixing) {
        return new MixedBatches(new ImageBatches(SET, settings), mixing);
    }

    static List<DataSet> rest(MixedBatches batches) {
        List<DataSet> all = new ArrayList<>();
        batches.forEachRemaining(all::add);
        return all;
    }

    static List<DataSet> epoch(BatchSettings settings, Mixing mixing, int number) {
        try (MixedBatches batches = batches(settings, mixing)) {
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

    /** Blends halves with partners drawn from the set; counts its calls and can be made to interrupt the caller. */
    static final class Halving implements Mixing {
        final AtomicInteger calls = new AtomicInteger();
        private final int interrupted;
        private final Sampler sampler;

        Halving(int interrupted, Sampler sampler) {
            this.interrupted = interrupted;
            this.sampler = sampler;
        }

        @Override
        public void mix(Pairs pairs, RandomGenerator random) {
            if (calls.getAndIncrement() == interrupted) {
                Thread.currentThread().interrupt();
            }
            pairs.blend(0.5 + 0.25 * random.nextDouble());
        }

        @Override
        public Optional<Sampler> partners() {
            return Optional.of(sampler);
        }
    }
}

package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.dataset.DataSet;

class FeatureBatchesTest {

    /** Row i of view v has features (i + 100 v, -(i + 100 v)), label i mod 3. */
    private static FeatureBank bank(int rows, int views) {
        List<FeatureBank> banks = new ArrayList<>();
        for (int v = 0; v < views; v++) {
            float[] features = new float[rows * 2];
            for (int i = 0; i < rows; i++) {
                features[2 * i] = i + 100f * v;
                features[2 * i + 1] = -features[2 * i];
            }
            banks.add(FeatureBank.of(
                    features, IntStream.range(0, rows).map(i -> i % 3).toArray(), 3));
        }
        return FeatureBank.ofViews(banks);
    }

    private static List<Integer> epoch(FeatureBatches batches) {
        List<Integer> result = new ArrayList<>();
        while (batches.hasNext()) {
            result.addAll(
                    Arrays.stream(batches.next().getFeatures().getColumn(0).toIntVector())
                            .boxed()
                            .toList());
        }
        return result;
    }

    @Test
    void sequentialBatchesHoldTheRowsInOrderAndThePartialLastOne() {
        FeatureBatches batches = FeatureBatches.sequential(bank(5, 1), 2);
        DataSet first = batches.next();
        assertThat(first.getFeatures().toFloatMatrix()).isDeepEqualTo(new float[][] {{0, 0}, {1, -1}});
        assertThat(first.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}});
        batches.next();
        DataSet last = batches.next();
        assertThat(last.getFeatures().toFloatMatrix()).isDeepEqualTo(new float[][] {{4, -4}});
        assertThat(last.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{0, 1, 0}});
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("epoch 0 has no further batch");
    }

    @Test
    void everyShuffledEpochIsAnotherPermutation() {
        FeatureBatches batches = FeatureBatches.shuffled(bank(50, 1), 8, 1);
        List<List<Integer>> epochs = new ArrayList<>();
        for (int e = 0; e < 5; e++) {
            epochs.add(epoch(batches));
            batches.reset();
        }
        assertThat(epochs).doesNotHaveDuplicates();
        for (List<Integer> epoch : epochs) {
            assertThat(epoch)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 50).boxed().toList());
            assertThat(epoch).isNotEqualTo(epoch.stream().sorted().toList());
        }
        assertThat(epoch(FeatureBatches.shuffled(bank(50, 1), 8, 2))).isNotIn(epochs);
    }

    /** Computed once by another implementation, in Python's integers. */
    @Test
    void shuffledOrderNeverChanges() {
        FeatureBatches batches = FeatureBatches.shuffled(bank(8, 1), 3, 42);
        assertThat(epoch(batches)).containsExactly(7, 1, 6, 0, 2, 5, 3, 4);
        batches.reset();
        assertThat(epoch(batches)).containsExactly(2, 7, 3, 4, 0, 5, 1, 6);
    }

    @Test
    void everyRowIsEquallyLikelyAtEveryPlace() {
        int[][] seen = new int[4][4];
        FeatureBatches batches = FeatureBatches.shuffled(bank(4, 1), 4, 9);
        for (int e = 0; e < 4000; e++) {
            List<Integer> order = epoch(batches);
            for (int place = 0; place < 4; place++) {
                seen[place][order.get(place)]++;
            }
            batches.reset();
        }
        for (int[] place : seen) {
            for (int count : place) {
                // Binomial(4000, 1/4): mean 1000, standard deviation 27.4; five of them.
                assertThat(count).isBetween(863, 1137);
            }
        }
    }

    @Test
    void anyEpochCanBeStartedAgain() {
        FeatureBatches through = FeatureBatches.shuffled(bank(20, 3), 8, 5);
        for (int e = 0; e < 7; e++) {
            FeatureBatches jumped = FeatureBatches.shuffled(bank(20, 3), 8, 5);
            jumped.startEpoch(e);
            assertThat(epoch(jumped)).isEqualTo(epoch(through));
            through.reset();
        }
    }

    @Test
    void anyBatchCanBeStartedAgain() {
        FeatureBatches through = FeatureBatches.shuffled(bank(20, 3), 8, 5);
        through.startEpoch(4);
        List<Integer> run = epoch(through);
        through.reset();
        List<Integer> following = epoch(through);
        for (int batch = 0; batch <= 3; batch++) {
            FeatureBatches jumped = FeatureBatches.shuffled(bank(20, 3), 8, 5);
            jumped.startAt(4, batch);
            assertThat(jumped.hasNext()).isEqualTo(batch < 3);
            assertThat(epoch(jumped)).isEqualTo(run.subList(Math.min(8 * batch, 20), 20));
            jumped.reset();
            assertThat(epoch(jumped)).isEqualTo(following);
        }
    }

    /** Five rows in twos are three batches. */
    @Test
    void refusesABatchThatTheEpochLacksAndStaysWhereItIs() {
        FeatureBatches batches = FeatureBatches.sequential(bank(5, 2), 2);
        batches.startAt(1, 2);
        for (int batch : new int[] {-1, 4, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> batches.startAt(2, batch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("batch is " + batch + ", but epoch 2 has 3 batches, allowed is 0 to 3");
        }
        assertThatThrownBy(() -> batches.startAt(-1, 0)).hasMessage("epoch is -1, allowed is 0 or more");
        assertThat(epoch(batches)).containsExactly(104);
    }

    @Test
    void resetMovesOnOnlyIfSomethingWasConsumed() {
        FeatureBatches batches = FeatureBatches.shuffled(bank(20, 1), 8, 5);
        batches.reset();
        List<Integer> first = epoch(batches);
        assertThat(first).isEqualTo(epoch(FeatureBatches.shuffled(bank(20, 1), 8, 5)));
        batches.startEpoch(0);
        batches.next();
        batches.reset();
        batches.reset();
        FeatureBatches second = FeatureBatches.shuffled(bank(20, 1), 8, 5);
        second.startEpoch(1);
        assertThat(epoch(batches)).isEqualTo(epoch(second)).isNotEqualTo(first);
    }

    @Test
    void epochsTakeTheViewsInTurn() {
        FeatureBatches batches = FeatureBatches.sequential(bank(2, 3), 2);
        List<Integer> firsts = new ArrayList<>();
        for (int e = 0; e < 5; e++) {
            firsts.add(epoch(batches).get(0));
            batches.reset();
        }
        assertThat(firsts).containsExactly(0, 100, 200, 0, 100);
    }

    @Test
    void anOrderMayRepeatAndLeaveOutRows() {
        FeatureBatches batches = new FeatureBatches(bank(5, 1), 2, e -> new int[] {4, 4, 1 + e});
        assertThat(epoch(batches)).containsExactly(4, 4, 1);
        batches.reset();
        assertThat(epoch(batches)).containsExactly(4, 4, 2);
    }

    @Test
    void preProcessorSeesEveryBatch() {
        FeatureBatches batches = FeatureBatches.sequential(bank(3, 1), 2);
        assertThat(batches.getPreProcessor()).isNull();
        batches.setPreProcessor(set -> set.getFeatures().addi(10));
        assertThat(epoch(batches)).containsExactly(10, 11, 12);
    }

    @Test
    void describesItself() {
        FeatureBatches batches = FeatureBatches.sequential(bank(5, 1), 2);
        assertThat(batches.batch()).isEqualTo(2);
        assertThat(batches.inputColumns()).isEqualTo(2);
        assertThat(batches.totalOutcomes()).isEqualTo(3);
        assertThat(batches.getLabels()).containsExactly("0", "1", "2");
        assertThat(batches.resetSupported()).isTrue();
        assertThat(batches.asyncSupported()).isFalse();
        assertThat(batches.next(4).numExamples()).isEqualTo(4);
        assertThat(batches.next(Integer.MAX_VALUE).numExamples()).isEqualTo(1);
    }

    @Test
    void refusesBatchesAndRowsThatAreNotThere() {
        FeatureBank bank = bank(5, 1);
        assertThatThrownBy(() -> FeatureBatches.sequential(bank, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch is 0, allowed is 1 or more");
        assertThatThrownBy(() -> new FeatureBatches(bank, 2, e -> new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the order of epoch 0 is empty");
        FeatureBatches later = new FeatureBatches(bank, 2, e -> new int[] {e});
        assertThatThrownBy(() -> later.startEpoch(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the order of epoch 5 has row 5, allowed is 0 to 4");
        assertThatThrownBy(() -> later.startEpoch(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epoch is -1, allowed is 0 or more");
    }

    @Test
    void refusesToBeSerialized() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream())
                        .writeObject(FeatureBatches.sequential(bank(5, 1), 2)))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("org.weightbalancing.train.FeatureBatches");
    }

    @ParameterizedTest
    @EnumSource(ExecutionerType.class)
    void arraysOfAnyDeviceHoldTheirOwnPartOfTheValues(ExecutionerType type) {
        float[] values = {1, 2, 3, 4, 5, 6, 7};
        INDArray matrix = NativeFloats.matrix(values, 2, 3, type);
        values[0] = 8;
        assertThat(matrix.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    }
}

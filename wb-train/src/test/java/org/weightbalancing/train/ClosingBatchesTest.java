package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class ClosingBatchesTest {

    private static final FeatureBank BANK = TinyNetwork.bank(20);

    @Test
    void aBatchLivesUntilTheNextIsAskedFor() {
        ClosingBatches batches = new ClosingBatches(FeatureBatches.sequential(BANK, 8));
        DataSet first = batches.next();
        assertThat(batches.hasNext()).isTrue();
        assertThat(first).isEqualTo(FeatureBatches.sequential(BANK, 8).next());
        DataSet second = batches.next(4);
        assertThat(first.getFeatures().wasClosed()).isTrue();
        assertThat(first.getLabels().wasClosed()).isTrue();
        assertThat(second.numExamples()).isEqualTo(4);
        assertThat(second.getFeatures().wasClosed()).isFalse();
    }

    @Test
    void aClosedBatchIsNeverReadSilently() {
        ClosingBatches batches = new ClosingBatches(FeatureBatches.sequential(BANK, 8));
        DataSet first = batches.next();
        batches.next();
        ComputationGraph graph = TinyNetwork.normalized();
        for (Runnable use : List.<Runnable>of(
                () -> first.getFeatures().getFloat(0, 0),
                () -> first.getFeatures().addi(1),
                () -> first.getFeatures().data().pointer(),
                () -> graph.output(first.getFeatures()),
                () -> graph.fit(first))) {
            // Some of ND4J's operations wrap it.
            assertThatThrownBy(use::run).hasStackTraceContaining("java.lang.IllegalStateException");
        }
    }

    @Test
    void resettingAndClosingCloseTheLastBatch() {
        ClosingBatches batches = new ClosingBatches(FeatureBatches.sequential(BANK, 8));
        DataSet first = batches.next();
        batches.reset();
        assertThat(first.getFeatures().wasClosed()).isTrue();
        DataSet last = batches.next();
        batches.close();
        batches.close();
        assertThat(last.getLabels().wasClosed()).isTrue();
        assertThat(batches.next().numExamples()).isEqualTo(8);
    }

    @Test
    void masksAreClosedToo() {
        DataSet batch = new DataSet(Nd4j.ones(2, 3), Nd4j.ones(2, 3), Nd4j.ones(2, 1), Nd4j.ones(2, 1));
        ClosingBatches batches = new ClosingBatches(new ExistingDataSetIterator(List.of(batch)));
        batches.next();
        batches.close();
        assertThat(batch.getFeaturesMaskArray().wasClosed()).isTrue();
        assertThat(batch.getLabelsMaskArray().wasClosed()).isTrue();
    }

    @Test
    void viewsAreLeftAlone() {
        INDArray all = Nd4j.ones(DataType.FLOAT, 4, 3);
        DataSet view = new DataSet(all.getRows(0, 1), all.getRow(2, true));
        ClosingBatches batches = new ClosingBatches(new ExistingDataSetIterator(List.of(view)));
        batches.next();
        batches.close();
        assertThat(all.wasClosed()).isFalse();
        assertThat(all.sumNumber().intValue()).isEqualTo(12);
    }

    @Test
    void aStageTrainsTheSameNetworkWithClosedBatches() {
        List<INDArray> trained = new ArrayList<>();
        for (boolean closing : new boolean[] {false, true}) {
            ComputationGraph graph = TinyNetwork.normalized();
            DataSetIterator batches = TinyNetwork.batches(20, 8);
            Validation validation = new Validation(
                    "validation", network -> network.evaluate(new ClosingBatches(FeatureBatches.sequential(BANK, 7)))
                            .accuracy());
            new Trainer()
                    .fit(
                            graph,
                            TinyNetwork.stage(3, 0.1, CheckpointPolicy.BEST_ON_VALIDATION),
                            closing ? new ClosingBatches(batches) : batches,
                            validation,
                            List.of());
            trained.add(graph.params());
        }
        assertThat(trained.get(1)).isEqualTo(trained.get(0));
    }

    @Test
    void featuresAreTheSameFromClosedBatches() {
        ComputationGraph graph = TinyNetwork.normalized();
        FeatureBank bank = FeatureBank.of(graph, "norm", new ClosingBatches(FeatureBatches.sequential(BANK, 8)), 2);
        FeatureBank expected = FeatureBank.of(graph, "norm", FeatureBatches.sequential(BANK, 8), 2);
        assertThat(bank.features(1)).isEqualTo(expected.features(1));
        assertThat(bank.labels()).isEqualTo(expected.labels());
    }

    @Test
    void liveFeaturesAndTheirImagesAreClosedBoth() {
        List<INDArray> images = new ArrayList<>();
        FeatureBatches source = FeatureBatches.sequential(BANK, 8);
        source.setPreProcessor(batch -> images.add(batch.getFeatures()));
        ClosingBatches batches = new ClosingBatches(
                new LiveFeatures(TinyNetwork.normalized(), "norm", new ClosingBatches(source), true));
        List<INDArray> features = new ArrayList<>();
        while (batches.hasNext()) {
            features.add(batches.next().getFeatures());
        }
        batches.reset();
        assertThat(images).hasSize(3).allMatch(INDArray::wasClosed);
        assertThat(features).hasSize(3).allMatch(INDArray::wasClosed);
    }

    /** 300 batches of a mebibyte each leave no garbage on the heap, so that no collection would free them in between. */
    @Test
    void memoryDoesNotGrowWithTheNumberOfBatches() {
        int inputs = 4096;
        int rows = 64;
        ComputationGraph graph = TinyNetwork.linear(DataType.FLOAT, inputs, 3);
        DataSet one = new DataSet(
                Nd4j.ones(DataType.FLOAT, rows, inputs),
                Nd4j.createFromArray(new float[] {1, 0, 0}).reshape(1, 3).repeat(0, rows));
        List<INDArray> seen = new ArrayList<>();
        DataSetIterator anew = new ExistingDataSetIterator(
                IntStream.range(0, 300).mapToObj(i -> copy(one, seen)).iterator());
        ClosingBatches batches = new ClosingBatches(anew);
        for (int warm = 0; warm < 5; warm++) {
            graph.fit(batches.next());
        }
        long before = Pointer.physicalBytes();
        graph.fit(batches);
        // All of them would be 295 MiB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
        batches.close();
        assertThat(seen).hasSize(300).allMatch(INDArray::wasClosed);
    }

    private static DataSet copy(DataSet one, List<INDArray> seen) {
        DataSet copy = one.copy();
        seen.add(copy.getFeatures());
        return copy;
    }

    @Test
    void describesTheIteratorBehind() {
        FeatureBatches source = FeatureBatches.sequential(BANK, 8);
        ClosingBatches batches = new ClosingBatches(source);
        assertThat(batches.batch()).isEqualTo(8);
        assertThat(batches.inputColumns()).isEqualTo(3);
        assertThat(batches.totalOutcomes()).isEqualTo(3);
        assertThat(batches.getLabels()).containsExactly("0", "1", "2");
        assertThat(batches.resetSupported()).isTrue();
        batches.setPreProcessor(set -> set.getFeatures().addi(10));
        assertThat(batches.getPreProcessor()).isSameAs(source.getPreProcessor());
        assertThat(batches.next().getFeatures().minNumber().doubleValue()).isGreaterThan(5);
        // Prefetched, a batch would be closed while it is used.
        assertThat(new ClosingBatches(new AskingForPrefetch(source)).asyncSupported())
                .isFalse();
    }

    @Test
    void refusesToBeSerialized() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream())
                        .writeObject(new ClosingBatches(FeatureBatches.sequential(BANK, 8))))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("org.weightbalancing.train.ClosingBatches");
    }
}

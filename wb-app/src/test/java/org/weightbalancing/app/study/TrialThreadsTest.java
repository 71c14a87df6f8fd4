package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Objective;
import org.weightbalancing.app.search.RandomGenerator;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.Study;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.train.loss.CrossEntropy;

/** How many threads trials have that run at once in one JVM, and what runs before and after them. */
final class TrialThreadsTest {

    private static final int OF_PROCESS = 4;

    private final int products = Nd4j.factory().blas().getMaxThreads();
    private final int layers = ofLayers();
    private final int loops = Nd4j.getEnvironment().maxMasterThreads();

    @TempDir
    private Path folder;

    private static int ofLayers() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }

    private static List<Integer> threads() {
        return List.of(
                ofLayers(),
                Nd4j.factory().blas().getMaxThreads(),
                Nd4j.getEnvironment().maxMasterThreads());
    }

    private static void set(int ofLayers, int ofProducts, int ofLoops) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(ofLayers);
        Nd4j.factory().blas().setMaxThreads(ofProducts);
        Nd4j.getEnvironment().setMaxMasterThreads(ofLoops);
    }

    /** The numbers of a process that is given so many: of loops there are no more than it was started with. */
    private static List<Integer> given(int threads) {
        set(threads, threads, threads);
        assertThat(threads()).startsWith(threads, threads);
        return threads();
    }

    @BeforeEach
    void haveSeveral() {
        given(OF_PROCESS);
    }

    @AfterEach
    void putBack() {
        set(layers, products, loops);
    }

    private void study(Objective objective) {
        study().parallel(2).run(objective);
    }

    private Study study() {
        return Study.in(folder)
                .generator(new RandomGenerator(SearchSpace.of(Dimension.of("x", new Uniform(0, 1))), 0))
                .goal(Goal.maximise())
                .budget(Budget.trials(4));
    }

    @Test
    void eachTrialHasItsShareAndNothingElseHas() {
        List<Integer> ofTrial = given(2);
        List<Integer> ofProcess = given(OF_PROCESS);
        List<List<Integer>> seen = Collections.synchronizedList(new ArrayList<>());
        try (TrialThreads threads = new TrialThreads(2)) {
            study(threads.each(trial -> seen.add(threads()) ? 1 : 0));
            assertThat(ofLayers()).as("of the thread that began the study").isEqualTo(OF_PROCESS);
        }
        assertThat(seen).hasSize(4).containsOnly(ofTrial);
        assertThat(threads()).isEqualTo(ofProcess);
    }

    @Test
    void aSessionGivesTrialsAtOnceTheirShare() {
        int share = TrialProcess.threads(System.getenv(), 2);
        List<Integer> ofTrial = given(share);
        List<Integer> ofProcess = given(share + 1);
        List<List<Integer>> seen = Collections.synchronizedList(new ArrayList<>());
        SearchSession.Way way = new SearchSession.Way(TrialThreadsTest.class, 2, false, List.of(), false);
        new StudyTrials(way, folder, folder, Optional.empty()).run(study(), trial -> seen.add(threads()) ? 1 : 0);
        assertThat(seen).hasSize(4).containsOnly(ofTrial);
        assertThat(threads()).isEqualTo(ofProcess);
    }

    @Test
    void processorsAreDividedUnlessTheUserSaysWhatATrialHas() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(TrialThreads.share(Map.of(), 1, 5)).isEqualTo(5);
        assertThat(TrialThreads.share(Map.of(), Math.max(2, processors), 5)).isEqualTo(1);
        assertThat(TrialThreads.share(Map.of(), 1000, 5)).isEqualTo(1);
        assertThat(TrialThreads.share(Map.of("OMP_NUM_THREADS", "3"), 1000, 3)).isEqualTo(3);
        assertThat(TrialThreads.share(Map.of("OMP_NUM_THREADS", "3"), 1, 3)).isEqualTo(3);
    }

    @Test
    void networksOfTrialsSideBySideAreThoseOfAProcessWithTheirShare() {
        given(2);
        float[] expected = trained();
        given(OF_PROCESS);
        List<float[]> networks = Collections.synchronizedList(new ArrayList<>());
        try (TrialThreads threads = new TrialThreads(2)) {
            study(threads.each(trial -> networks.add(trained()) ? 1 : 0));
        }
        assertThat(networks).hasSize(4).allSatisfy(network -> assertThat(network)
                .isEqualTo(expected));
    }

    /** The weights of a network after two steps. */
    private static float[] trained() {
        Random random = new Random(1);
        ComputationGraph network = ResNets.build(ResNetSpec.cifar(8, 10), new CrossEntropy());
        INDArray start = Nd4j.create(floats(random, (int) network.numParams()), 1, network.numParams());
        network.setParams(start.muli(0.1).addi(0.01));
        INDArray images = Nd4j.create(floats(random, 16 * 32 * 32 * 3), new long[] {16, 32, 32, 3}, DataType.FLOAT);
        INDArray labels = Nd4j.eye(10)
                .castTo(DataType.FLOAT)
                .getRows(Stream.iterate(0, i -> (i + 3) % 10)
                        .limit(16)
                        .mapToInt(i -> i)
                        .toArray());
        network.fit(new DataSet(images, labels));
        network.fit(new DataSet(images, labels));
        return network.params().dup().data().asFloat();
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}

package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.SelectionOperator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Generators of Arbiter in a study. */
@Timeout(600)
final class ArbiterGeneratorTest {

    @TempDir
    private Path folder;

    @Test
    void aGeneticSearchThatFindsNoMoreEnds() {
        // A crossover of one parameter is a parent again, so that without mutations nothing follows two random parents.
        SelectionOperator withoutMutations = new GeneticSelectionOperator.Builder()
                .mutationOperator(
                        new RandomMutationOperator.Builder().mutationRate(0).build())
                .build();
        PopulationModel population =
                new PopulationModel.Builder().populationSize(3).build();
        CandidateGenerator genetic = new GeneticSearchCandidateGenerator.Builder(
                        new ContinuousParameterSpace(0, 1), new ArbiterTask.Better(true))
                .populationModel(population)
                .selectionOperator(withoutMutations)
                .build();
        StudyRunner runner = new StudyRunner(
                folder,
                1,
                ArbiterStudies.configuration(genetic, new MaxCandidatesCondition(200)),
                new ArbiterTask(candidate -> 1));
        runner.execute();
        assertThat(runner.numCandidatesTotal()).isEqualTo(2);
        assertThat(runner.numCandidatesFailed()).isZero();
    }

    @Test
    void anotherSpaceIsAnotherStudy() {
        execute(new ContinuousParameterSpace(0, 1));
        execute(new ContinuousParameterSpace(0, 1));
        assertThatThrownBy(() -> execute(new ContinuousParameterSpace(0, 2)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("generator setting leaves");
        assertThatThrownBy(() -> execute(new DiscreteParameterSpace<>(0.0, 1.0)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("generator setting leaves");
    }

    private void execute(ParameterSpace<Double> space) {
        OptimizationConfiguration configuration =
                ArbiterStudies.configuration(new RandomSearchGenerator(space), new MaxCandidatesCondition(1));
        new StudyRunner(folder, 1, configuration, new ArbiterTask(candidate -> 1)).execute();
    }

    @Test
    void equalWordsAndNumbersMakeEqualFingerprints() {
        assertThat(fingerprint(new DiscreteParameterSpace<>("a", "b")))
                .isEqualTo(fingerprint(new DiscreteParameterSpace<>("a", "b")))
                .isNotEqualTo(fingerprint(new DiscreteParameterSpace<>("a", "c")))
                .hasSize(16);
        assertThat(fingerprint(new DiscreteParameterSpace<>(new Object(), 1)))
                .isEqualTo(fingerprint(new DiscreteParameterSpace<>(new Object(), 1)));
    }

    private static String fingerprint(ParameterSpace<?> space) {
        return ArbiterLeaves.fingerprint(new RandomSearchGenerator(space).getParameterSpace());
    }
}

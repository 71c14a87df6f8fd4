package org.weightbalancing.app.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.experiment.ObjectiveSettings;
import org.weightbalancing.app.experiment.PruningSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.Pruner;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyGenerator;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.FlowYaml;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;

/**
 * Everything that defines a search: an experiment, what trials change of it, and how they are judged and proposed.
 *
 * <p>A dimension of the space is named by the path of the setting that it changes, and a trial is the experiment after
 * these changes, made in the order of the space as by {@code --set}. Every setting of the experiment has its value before:
 * a default that depends on another setting does not follow when a trial changes that one. All trials have the seed of
 * the experiment, hence the same images.
 *
 * @param name of the search
 * @param base the experiment that trials vary
 * @param objective what makes a trial good; its method is a stage or a post-hoc change of the experiment
 * @param space of changes
 * @param generator what proposes trials
 * @param pruning when a trial is given up on its way
 * @param budget when the search ends
 * @param seed of the generator
 */
public record Search(
        String name,
        Experiment base,
        ObjectiveSettings objective,
        SearchSpace space,
        GeneratorSettings generator,
        PruningSettings pruning,
        SearchBudget budget,
        long seed) {

    private static final double MILLISECONDS_PER_MINUTE = 60_000;

    /** Names the method where it is the last one of the experiment, and checks that there is such a method. */
    public Search {
        SearchMethod.require(base, objective.method());
        List<String> methods = SearchMethod.names(base);
        if (!methods.contains(objective.method())) {
            objective = objective.withMethod(methods.get(methods.size() - 1));
        }
    }

    /**
     * The same search wherever wb is run.
     *
     * @param folder where downloaded data sets lie
     */
    public Search located(Path folder) {
        return new Search(name, base.located(folder), objective, space, generator, pruning, budget, seed);
    }

    /** The same search with the features of its experiment in another folder; itself if it has none. */
    public Search withFeatures(String folder) {
        return new Search(name, base.withFeatures(folder), objective, space, generator, pruning, budget, seed);
    }

    /**
     * The changes that a trial makes.
     *
     * @param parameters of the space
     * @return path=value for every parameter that has a value, in the order of the space
     */
    public List<String> changes(Parameters parameters) {
        return space.dimensions().stream()
                .flatMap(dimension ->
                        parameters
                                .value(dimension.name())
                                .map(value -> dimension.name() + "=" + FlowYaml.of(value))
                                .stream())
                .toList();
    }

    /**
     * The experiment of a trial; it has the name of the one it varies.
     *
     * @param parameters of the space
     * @param catalog with the components of the experiment
     * @throws org.weightbalancing.app.setting.ExperimentException if the changes do not fit together
     */
    public Experiment experiment(Parameters parameters, Catalog catalog) {
        ExperimentFile files = new ExperimentFile(catalog);
        return files.parse(base.name(), files.write(base), changes(parameters));
    }

    /**
     * How many stages, from the first on, are the same in all trials: those before the first that a dimension changes. 0 if
     * one changes data or network; all stages if only changes after training are searched.
     */
    public int stem() {
        return space.dimensions().stream()
                .mapToInt(dimension -> SearchPath.stagesBefore(new SettingPath(dimension.name()), base))
                .min()
                .orElse(base.stages().size());
    }

    /**
     * The method and the stages whose networks a trial may need for it: where it comes from, what that comes from, and
     * teachers, in the experiment and with any option of the dimensions that change these.
     *
     * @param catalog with the components of the experiment
     * @return names
     * @throws org.weightbalancing.app.setting.ExperimentException if the experiment refuses an option
     */
    public Set<String> needed(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        List<PlacedDimension> placed = space.dimensions().stream()
                .map(dimension -> new PlacedDimension(Where.of(dimension.name()), dimension))
                .toList();
        List<Tried> tried = new DimensionTrials(catalog, base, placed, problems).all();
        Problem.throwAny(problems);
        return SearchMethod.needed(SearchMethod.variants(base, tried), objective.method());
    }

    /** What a reader of the numbers of trials should know of them; a sentence or two each. */
    public List<String> warnings() {
        return new SearchWarnings(this).all();
    }

    /** The stage whose epochs are the budget of a trial: the method, or the stage whose network it changes. */
    public StageSettings measured() {
        return SearchMethod.stage(base, objective.method());
    }

    /** What is better. */
    public Goal goal() {
        return objective.studyGoal();
    }

    /** A new generator at its start, made by a catalog that has it. */
    public StudyGenerator newGenerator(Catalog catalog) {
        return catalog.create(generator).create(space, goal(), measured().epochs(), seed);
    }

    /** A new pruner, made by a catalog that has it. */
    public Pruner newPruner(Catalog catalog) {
        return catalog.create(pruning);
    }

    /** The budget of the study. */
    public Budget newBudget() {
        Budget all = Budget.trials(budget.trials()).attempts(budget.attempts());
        Budget timed = Double.isInfinite(budget.minutes()) ? all : all.within(duration(budget.minutes()));
        return Double.isInfinite(budget.minutesPerTrial()) ? timed : timed.perTrial(duration(budget.minutesPerTrial()));
    }

    private static Duration duration(double minutes) {
        return Duration.ofMillis(Math.max(1, Math.round(minutes * MILLISECONDS_PER_MINUTE)));
    }
}

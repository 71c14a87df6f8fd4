/**
 * The laboratory: experiments from files, carried out with the parts of the five leaves.
 *
 * <pre>{@code
 * Catalog catalog = Catalog.load();
 * Experiment experiment = new ExperimentFile(catalog).read(Path.of("experiment.yaml"), List.of("seed=1"));
 * System.out.print(new Describe(catalog).of("max-norm"));
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.app.Main} is the command {@code wb}; its commands end in
 *       {@code org.weightbalancing.app.Run}, which reads as the pipeline goes;
 *   <li>{@link org.weightbalancing.app.Experiment} and the records below it are the whole configuration;
 *       {@link org.weightbalancing.app.ExperimentFile} reads and writes it, {@link org.weightbalancing.app.Setting}
 *       describes each key, {@link org.weightbalancing.app.Describe} prints the descriptions;
 *   <li>{@link org.weightbalancing.app.Catalog} makes the parts that an experiment names;
 *       {@link org.weightbalancing.app.CatalogModule} has the built-in ones, a jar that provides a Guice module adds more;
 *   <li>{@link org.weightbalancing.app.RunDirectory} holds what a run leaves behind;
 *   <li>{@code --watch} shows a run that goes on with {@code org.weightbalancing.app.live}; {@code wb measure} tells of the
 *       logits of other programs;
 *   <li>{@code wb bench} measures with {@code org.weightbalancing.app.bench}, which knows nothing of experiments;
 *   <li>{@link org.weightbalancing.app.Backend} and {@link org.weightbalancing.app.Doctor} tell whether wb can run here.
 * </ul>
 */
package org.weightbalancing.app;

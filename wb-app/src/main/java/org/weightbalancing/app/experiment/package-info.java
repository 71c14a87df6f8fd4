/**
 * Everything that defines an experiment, and the parts that it can name.
 *
 * <pre>{@code
 * Catalog catalog = Catalog.load();
 * Experiment experiment = new ExperimentFile(catalog).read(Path.of("experiment.yaml"), List.of("seed=1"));
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.app.experiment.Experiment} and the records below it are the whole configuration, each
 *       component of which is a key of the file;
 *   <li>{@link org.weightbalancing.app.experiment.Catalog} makes the parts that an experiment names;
 *       {@link org.weightbalancing.app.experiment.CatalogModule} has the built-in ones, a jar that provides a Guice module
 *       adds more.
 * </ul>
 */
package org.weightbalancing.app.experiment;

/**
 * Everything that defines an experiment, the parts that it can name, and what searches vary it by: objective, generator,
 * pruning and constraints.
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

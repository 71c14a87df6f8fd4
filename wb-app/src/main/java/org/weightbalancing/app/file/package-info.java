/**
 * Experiment and search files: read, checked, changed, written and described.
 *
 * <pre>{@code
 * Catalog catalog = Catalog.load();
 * Experiment experiment = new ExperimentFile(catalog).read(Path.of("experiment.yaml"), List.of("seed=1"));
 * System.out.print(new Describe(catalog).of("max-norm"));
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.app.file.ExperimentFile} and {@link org.weightbalancing.app.file.SearchFile} read and
 *       write; everything that is wrong is told at once;
 *   <li>{@link org.weightbalancing.app.file.Describe} and the schemas tell what files can say;
 *   <li>{@code Compatibility}, {@code SearchRules} and {@code TrialRules} refuse what cannot work together before anything
 *       is computed.
 * </ul>
 */
package org.weightbalancing.app.file;

/**
 * Experiment and search files: read, checked, changed, written and described.
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

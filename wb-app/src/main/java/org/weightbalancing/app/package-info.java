/**
 * The command {@code wb}: {@link org.weightbalancing.app.Main}, its commands, their options and converters.
 *
 * <p>The other packages of this module are the laboratory, experiments from files, carried out with the parts of the five
 * leaves. None of them needs one that stands below it here, or after it in its line:
 *
 * <ul>
 *   <li>{@code text}, {@code io}: words and tables, files;
 *   <li>{@link org.weightbalancing.app.search}: trials of anything;
 *   <li>{@link org.weightbalancing.app.backend}, {@code system}: what ND4J computes on, and what this machine can do;
 *   <li>{@code plot}, {@code live}, {@code bench}: pictures, a page that follows a folder, images a second;
 *   <li>{@link org.weightbalancing.app.setting}, {@code yaml}: a key of a file and what can be wrong with its value, YAML
 *       that knows its places;
 *   <li>{@link org.weightbalancing.app.experiment}: the records that are an experiment, and the catalog of its parts;
 *   <li>{@link org.weightbalancing.app.file}: experiment and search files: read, checked, written, described;
 *   <li>{@code image}, {@code feature}: the images of an experiment and their features;
 *   <li>{@code folder}, {@code training}: what a run leaves on disk, its stages;
 *   <li>{@code report}, {@code result}, {@code measure}: pages, what methods reach, logits of other programs;
 *   <li>{@code compare}, {@code preset}, {@code explain}: runs side by side, recipes, experiments in words;
 *   <li>{@code run}: the run itself; {@code org.weightbalancing.app.run.Run} reads as the pipeline goes;
 *   <li>{@code study}: trials of experiments;
 *   <li>{@link org.weightbalancing.app.predict}: networks in one file, to predict with.
 * </ul>
 */
package org.weightbalancing.app;

/**
 * The command {@code wb}: {@link org.weightbalancing.app.Main} and a class for each of its commands.
 *
 * <p>The other packages of this module are the laboratory, experiments from files, carried out with the parts of the five
 * leaves. None of them is needed by one that stands above it here:
 *
 * <ul>
 *   <li>{@code text}, {@code io}, {@code yaml}: words and tables, files, YAML that knows its places;
 *   <li>{@link org.weightbalancing.app.setting}: a key of a file, and what can be wrong with its value;
 *   <li>{@link org.weightbalancing.app.experiment}: the records that are an experiment, and the catalog of its parts;
 *   <li>{@link org.weightbalancing.app.file}: experiment and search files: read, checked, written, described;
 *   <li>{@code image}, {@code feature}: the images of an experiment and their features;
 *   <li>{@code folder}, {@code training}, {@code result}, {@code run}: what a run leaves on disk, its stages, its measures,
 *       and the run itself; {@code org.weightbalancing.app.run.Run} reads as the pipeline goes;
 *   <li>{@code compare}, {@code measure}, {@code explain}, {@code preset}: runs side by side, logits of other programs,
 *       experiments in words, and recipes;
 *   <li>{@code study}: trials of experiments; {@link org.weightbalancing.app.search} runs trials of anything;
 *   <li>{@link org.weightbalancing.app.predict}: networks in one file, to predict with;
 *   <li>{@link org.weightbalancing.app.backend}, {@code system}, {@code bench}: what ND4J computes on, what this machine can
 *       do, and how fast;
 *   <li>{@code plot}, {@code report}, {@code live}: pictures, pages, and a page that follows a run.
 * </ul>
 */
package org.weightbalancing.app;

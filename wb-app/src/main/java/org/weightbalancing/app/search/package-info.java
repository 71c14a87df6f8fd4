/**
 * Studies of trials: spaces, generators, a journal that outlives its processes, and a runner, all on Arbiter's interfaces.
 *
 * <p>Nothing here knows what is searched: the objective is the caller's. Only {@link ValueText} takes a map with a
 * {@code name} to be a component with its settings, as experiment files have them; any other map is shown as it is.
 */
package org.weightbalancing.app.search;

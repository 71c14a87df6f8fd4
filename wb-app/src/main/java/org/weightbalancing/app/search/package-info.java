/**
 * Studies of trials: spaces, generators, a journal that outlives its processes, and a runner, all on Arbiter's interfaces.
 *
 * <p>Nothing here knows what is searched: the objective is the caller's.
 */
package org.weightbalancing.app.search;

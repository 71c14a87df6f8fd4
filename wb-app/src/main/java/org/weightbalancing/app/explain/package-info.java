/** Experiments in words: what one does, what its numbers depend on, and what to mind in them. */
package org.weightbalancing.app.explain;

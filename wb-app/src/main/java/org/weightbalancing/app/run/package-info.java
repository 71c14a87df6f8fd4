/** Runs of experiments from the first to the last step, alone, with several seeds, or again. */
package org.weightbalancing.app.run;

package org.weightbalancing.app.file;

import org.weightbalancing.app.experiment.Experiment;

/**
 * An experiment that an end or option of a dimension makes of that of a search.
 *
 * @param dimension that was tried
 * @param words what was changed, as path=value
 * @param experiment after the change
 */
record Tried(PlacedDimension dimension, String words, Experiment experiment) {}

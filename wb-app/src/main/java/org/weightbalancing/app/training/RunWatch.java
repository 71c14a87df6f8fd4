package org.weightbalancing.app.training;

import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLog;

/**
 * What hears of a run while it goes on.
 *
 * @param directory of the run
 * @param progress shows it to whoever watches
 * @param log keeps its diary
 * @param epochs keeps the numbers of its epochs
 * @param checkpoints keep its state
 */
public record RunWatch(
        RunDirectory directory, StageProgress progress, RunLog log, EpochLog epochs, StageCheckpoints checkpoints) {}

package org.weightbalancing.app.training;

/** Ends the training of a stage whose budget is spent, after its state was saved. */
public final class StagePaused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tells which stage can go on, and after how many of its epochs. */
    public StagePaused(String stage, int epochs) {
        super("stage " + stage + " is paused after " + epochs + " epochs");
    }
}

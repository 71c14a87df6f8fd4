package org.weightbalancing.app.experiment;

/** A recipe for weight balancing that {@code PresetFile} writes out. */
public enum Preset {
    /** No recipe. */
    NONE,
    /** As the published code of Alshammari et al., CVPR 2022, does it. */
    SEED,
    /** As the text of Alshammari et al., CVPR 2022, says. */
    PAPER,
    /** What we recommend: nothing is selected on test images. */
    WB
}

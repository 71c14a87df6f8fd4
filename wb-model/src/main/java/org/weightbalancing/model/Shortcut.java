package org.weightbalancing.model;

/** How a residual block's input reaches its end when the shape changes (He et al., CVPR 2016, section 3.3). */
public enum Shortcut {
    /** Option A, without parameters: every second pixel, zeros for the new channels. */
    PAD,
    /** Option B: a 1x1 convolution with stride and a batch normalization. */
    PROJECTION
}

package org.weightbalancing.regularizers;

/**
 * What becomes of a layer's bias b when a normalization multiplies the weights of its unit c by a factor s_c.
 *
 * <p>The literature disagrees, and results differ: the code of weight balancing keeps the bias, that of Kang et al.
 * (Decoupling Representation and Classifier, ICLR 2020) drops it.
 */
public enum BiasPolicy {
    /** b_c stays: the published code of weight balancing. */
    KEEP,
    /** b_c becomes 0: the published code of tau-normalization. */
    ZERO,
    /** b_c becomes s_c b_c: the whole logit of the class is scaled. */
    SCALE
}

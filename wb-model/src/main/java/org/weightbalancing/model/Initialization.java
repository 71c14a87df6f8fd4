package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;

/**
 * How convolutions start, after He et al. (ICCV 2015, section 2.2), in the ways that PyTorch users mean by it. Batch
 * normalization makes the scale harmless to what a network computes, but not to how fast it learns.
 */
public enum Initialization {
    /** N(0, 2 / (k * k * out)): {@code kaiming_normal_(mode="fan_out")}, which torchvision's ResNets set. */
    KAIMING_NORMAL {
        @Override
        Distribution of(int kernel, int in, int out) {
            return new NormalDistribution(0, Math.sqrt(2.0 / ((double) kernel * kernel * out)));
        }
    },
    /** U(-b, b) with b = 1 / sqrt(k * k * in): {@code kaiming_uniform_(a=sqrt(5))}, where nn.Conv2d starts by itself. */
    KAIMING_UNIFORM {
        @Override
        Distribution of(int kernel, int in, int out) {
            double bound = 1 / Math.sqrt((double) kernel * kernel * in);
            return new UniformDistribution(-bound, bound);
        }
    },
    /**
     * {@link #KAIMING_NORMAL} but for the first convolution, which is of {@link #KAIMING_UNIFORM}: what becomes of a
     * torchvision ResNet whose stem is replaced after construction, as is usual for small images.
     */
    KAIMING_NORMAL_NEW_STEM {
        @Override
        Distribution of(int kernel, int in, int out) {
            return KAIMING_NORMAL.of(kernel, in, out);
        }

        @Override
        Distribution ofFirst(int kernel, int in, int out) {
            return KAIMING_UNIFORM.of(kernel, in, out);
        }
    };

    abstract Distribution of(int kernel, int in, int out);

    Distribution ofFirst(int kernel, int in, int out) {
        return of(kernel, in, out);
    }
}

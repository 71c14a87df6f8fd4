package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.model.Initialization;

/**
 * The network of an experiment.
 *
 * @param architecture the residual network
 * @param width channels of the first stage
 * @param shortcut how a block's input reaches its end where the shape changes
 * @param initialization how convolutions start
 */
public record ModelSettings(
        @Setting(
                doc =
                        "The residual network: 8 to 110 layers for CIFAR (He et al., CVPR 2016, section 4.2), or ResNet-18 and -34 with a 3x3 stem; features for a classifier alone, on data of source features.",
                example = "resnet-32")
        Architecture architecture,

        @Setting(doc = "Channels of the first stage.", byDefaultOf = "architecture", min = 1, max = 4096)
        int width,

        @Setting(
                doc =
                        "How a block's input reaches its end where the shape changes: a pads with zeros, b is a 1x1 convolution.",
                byDefaultOf = "architecture")
        ShortcutOption shortcut,

        @Setting(
                doc =
                        "How convolutions start: kaiming-normal is torchvision's choice for its ResNets, kaiming-uniform where PyTorch's layer starts by itself, kaiming-normal-new-stem the former with a first convolution of the latter.",
                byDefault = "kaiming-normal")
        Initialization initialization) {

    /** The depth of a residual network. */
    public enum Architecture implements Setting.Defaults {
        /** 3 stages of 1 block. */
        RESNET_8(8),
        /** 3 stages of 2 blocks. */
        RESNET_14(14),
        /** 3 stages of 3 blocks. */
        RESNET_20(20),
        /** 3 stages of 5 blocks. */
        RESNET_32(32),
        /** 3 stages of 7 blocks. */
        RESNET_44(44),
        /** 3 stages of 9 blocks. */
        RESNET_56(56),
        /** 3 stages of 18 blocks. */
        RESNET_110(110),
        /** 4 stages of 2 blocks. */
        RESNET_18(18),
        /** 4 stages of 3, 4, 6 and 3 blocks: the network of the published code. */
        RESNET_34(34),
        /** No network but a classifier, on features that come from a source of that name. */
        FEATURES(0);

        private final int depth;

        Architecture(int depth) {
            this.depth = depth;
        }

        /** Layers with weights on the longest way below the classifier and with it; 0 for features. */
        public int depth() {
            return depth;
        }

        @Override
        public String byDefault(String key) {
            boolean wide = this == RESNET_18 || this == RESNET_34;
            return switch (key) {
                case "width" -> wide ? "64" : "16";
                case "shortcut" -> wide ? "b" : "a";
                default -> throw new IllegalArgumentException(key + " does not depend on the architecture");
            };
        }
    }

    /** The shortcuts of He et al., CVPR 2016, section 3.3. */
    public enum ShortcutOption {
        /** Without parameters: every second pixel, zeros for the new channels. */
        A,
        /** A 1x1 convolution with a batch normalization. */
        B
    }
}

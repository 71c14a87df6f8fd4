package org.weightbalancing.model;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A residual network for small pictures: a 3x3 stem, stages of basic blocks of which each after the first halves the
 * picture and doubles the channels, the mean over the picture and a classifier.
 *
 * @param blocks basic blocks (two 3x3 convolutions each) in each stage
 * @param width channels of the stem and the first stage
 * @param shortcut how the input of a block that changes shape reaches its end
 * @param classes outputs of the classifier, at least 2
 * @param height rows of a picture
 * @param imageWidth columns of a picture
 * @param channels channels of a picture
 * @param seed of the initial weights
 * @param type FLOAT or DOUBLE
 * @param initialization how convolutions start
 * @param featureNorm eta of the {@link FeatureNormPenalty} between features and classifier, at least 0; 0 for none
 */
public record ResNetSpec(
        List<Integer> blocks,
        int width,
        Shortcut shortcut,
        int classes,
        int height,
        int imageWidth,
        int channels,
        long seed,
        DataType type,
        Initialization initialization,
        double featureNorm) {

    /** Checks every part and keeps its own copy of the list. */
    public ResNetSpec {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty() || blocks.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("blocks is " + blocks + ", but each stage needs at least one block");
        }
        atLeast("width", width, 1);
        atLeast("classes", classes, 2);
        atLeast("height", height, 1 << (blocks.size() - 1));
        atLeast("image width", imageWidth, 1 << (blocks.size() - 1));
        atLeast("channels", channels, 1);
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("type is " + type + ", but must be FLOAT or DOUBLE");
        }
        FeatureNormPenalty.require(featureNorm);
    }

    /** The same without a penalty of the features. */
    public ResNetSpec(
            List<Integer> blocks,
            int width,
            Shortcut shortcut,
            int classes,
            int height,
            int imageWidth,
            int channels,
            long seed,
            DataType type,
            Initialization initialization) {
        this(blocks, width, shortcut, classes, height, imageWidth, channels, seed, type, initialization, 0);
    }

    /** The same with convolutions that start by {@link Initialization#KAIMING_NORMAL}. */
    public ResNetSpec(
            List<Integer> blocks,
            int width,
            Shortcut shortcut,
            int classes,
            int height,
            int imageWidth,
            int channels,
            long seed,
            DataType type) {
        this(blocks, width, shortcut, classes, height, imageWidth, channels, seed, type, Initialization.KAIMING_NORMAL);
    }

    /**
     * The CIFAR network of the depth, {@code 6 n + 2}: 20, 32, 44, 56, 110 and others; width 16, shortcuts without
     * parameters (He et al., CVPR 2016, section 4.2).
     */
    public static ResNetSpec cifar(int depth, int classes) {
        if (depth < 8 || depth % 6 != 2) {
            throw new IllegalArgumentException(
                    "depth is " + depth + ", but a CIFAR ResNet has 6 n + 2 layers: 8, 14, 20, 32, 44, 56, 110 ...");
        }
        int n = (depth - 2) / 6;
        return new ResNetSpec(List.of(n, n, n), 16, Shortcut.PAD, classes, 32, 32, 3, 0, DataType.FLOAT);
    }

    /** ResNet-20 for 32x32 RGB pictures. */
    public static ResNetSpec resnet20(int classes) {
        return cifar(20, classes);
    }

    /** ResNet-32 for 32x32 RGB pictures. */
    public static ResNetSpec resnet32(int classes) {
        return cifar(32, classes);
    }

    /** ResNet-18 with a 3x3 stem and no max-pooling, width 64. */
    public static ResNetSpec resnet18(int classes) {
        return wide(List.of(2, 2, 2, 2), classes);
    }

    /** ResNet-34 with a 3x3 stem and no max-pooling, width 64: the network of the published weight-balancing code. */
    public static ResNetSpec resnet34(int classes) {
        return wide(List.of(3, 4, 6, 3), classes);
    }

    private static ResNetSpec wide(List<Integer> blocks, int classes) {
        return new ResNetSpec(blocks, 64, Shortcut.PROJECTION, classes, 32, 32, 3, 0, DataType.FLOAT);
    }

    /** The same network with another width. */
    public ResNetSpec width(int channelsOfFirstStage) {
        return new ResNetSpec(
                blocks,
                channelsOfFirstStage,
                shortcut,
                classes,
                height,
                imageWidth,
                channels,
                seed,
                type,
                initialization,
                featureNorm);
    }

    /** The same network with other shortcuts. */
    public ResNetSpec shortcut(Shortcut other) {
        return new ResNetSpec(
                blocks, width, other, classes, height, imageWidth, channels, seed, type, initialization, featureNorm);
    }

    /** The same network for pictures of another size. */
    public ResNetSpec images(int rows, int columns, int colours) {
        return new ResNetSpec(
                blocks, width, shortcut, classes, rows, columns, colours, seed, type, initialization, featureNorm);
    }

    /** The same network with other initial weights. */
    public ResNetSpec seed(long other) {
        return new ResNetSpec(
                blocks,
                width,
                shortcut,
                classes,
                height,
                imageWidth,
                channels,
                other,
                type,
                initialization,
                featureNorm);
    }

    /** The same network in another floating type. */
    public ResNetSpec type(DataType other) {
        return new ResNetSpec(
                blocks,
                width,
                shortcut,
                classes,
                height,
                imageWidth,
                channels,
                seed,
                other,
                initialization,
                featureNorm);
    }

    /** The same network with convolutions that start otherwise. */
    public ResNetSpec initialization(Initialization other) {
        return new ResNetSpec(
                blocks, width, shortcut, classes, height, imageWidth, channels, seed, type, other, featureNorm);
    }

    /** The same network with a penalty of the squared length of features, or with 0 without. */
    public ResNetSpec featureNorm(double eta) {
        return new ResNetSpec(
                blocks, width, shortcut, classes, height, imageWidth, channels, seed, type, initialization, eta);
    }

    /** Channels of a stage, which is also the length of the features after the last one. */
    public int stageWidth(int stage) {
        return width << stage;
    }

    /** Length of the feature vector. */
    public int features() {
        return stageWidth(blocks.size() - 1);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be at least " + least);
        }
    }
}

package org.weightbalancing.train.loss;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss with usual settings, by the counts, and the laws that it does not obey. A new loss is a line in {@link #ALL}. */
record LossKind(Function<int[], ILossFunction> of, Set<Law> exempt) {

    enum Law {
        /** A constant added to all logits changes nothing, so gradients sum to zero. */
        SHIFT,
        /** Labels may be soft. */
        SOFT,
        /** The gradient is the derivative of the loss: nothing is held constant. */
        SLOPE,
        /** Examples do not know of each other, so a mask multiplies. */
        ROWS,
        /** Classes have no order. */
        PERMUTATION,
        /** Gradients stay below 100 and losses above 0 at any logits. */
        BOUNDED,
        /** The activation must not be sigmoid. */
        NO_SIGMOID
    }

    static final List<LossKind> ALL = List.of(
            kind(counts -> new CrossEntropy()),
            kind(counts -> new ClassBalancedCrossEntropy(counts, 0.9999)),
            kind(counts -> new ClassBalancedSoftmaxBce(counts, 0.9999)),
            kind(counts -> new WeightedCrossEntropy(weights(counts), Reduction.MEAN)),
            kind(counts -> new WeightedCrossEntropy(weights(counts), Reduction.WEIGHTED_MEAN), Law.ROWS),
            kind(counts -> new WeightedCrossEntropy(weights(counts), Reduction.SUM)),
            kind(counts -> new ClassBalancedSigmoid(counts, 0.999), Law.SHIFT, Law.NO_SIGMOID),
            kind(counts -> new ClassBalancedFocal(counts, 0.999, 2), Law.SHIFT, Law.NO_SIGMOID),
            kind(counts -> new ClassBalancedFocal(counts, 0.999, 0.5), Law.SHIFT, Law.NO_SIGMOID),
            kind(counts -> new SigmoidFocalLoss(1.5), Law.SHIFT, Law.NO_SIGMOID),
            kind(counts -> new FocalLoss(1.5)),
            kind(counts -> new FocalLoss(0.5, weights(counts))),
            kind(counts -> new LdamLoss(counts, 0.5, 5), Law.SOFT),
            kind(
                    counts -> new LdamLoss(LdamLoss.margins(counts, 1), 4, weights(counts), Reduction.WEIGHTED_MEAN),
                    Law.SOFT,
                    Law.ROWS),
            kind(counts -> new BalancedSoftmaxLoss(counts)),
            kind(counts -> new LogitAdjustedLoss(counts, 1.5)),
            kind(counts -> new VectorScalingLoss(counts, 0.25, 1), Law.SHIFT),
            kind(counts -> new ClassDependentTemperatureLoss(counts, 0.3), Law.SHIFT),
            kind(counts -> new EqualizationLoss(counts, 1, 0.2, 7)),
            kind(counts -> new EqualizationLoss(counts, 0.5, 0.3, 7), Law.PERMUTATION),
            kind(counts -> new InfluenceBalancedLoss(weights(counts), 10, 1e-3), Law.SLOPE),
            kind(counts -> new SeesawLoss(counts, 0.8, 2), Law.SLOPE, Law.SOFT),
            kind(counts -> new LadeLoss(counts, 0.1, 0.1), Law.SHIFT, Law.ROWS, Law.BOUNDED),
            kind(counts -> new LabelSmoothingLoss(0.1)),
            kind(counts -> new LabelAwareSmoothingLoss(counts, 0.4, 0.1, Shape.CONCAVE)),
            kind(counts -> new LabelAwareSmoothingLoss(counts, 0.3, 0, Shape.CONVEX)),
            kind(counts -> new DistillationLoss(2, 1)),
            kind(counts -> new DistillationLoss(3, 0.5)),
            kind(counts -> new DotRegressionLoss(1.5), Law.SHIFT, Law.SOFT, Law.BOUNDED),
            kind(counts -> new DeferredLoss(new BalancedSoftmaxLoss(counts), new CrossEntropy(), 3)));

    static Stream<LossKind> obeying(Law... laws) {
        return ALL.stream().filter(kind -> Arrays.stream(laws).noneMatch(kind.exempt::contains));
    }

    static Stream<ILossFunction> losses(int[] counts, Law... laws) {
        return obeying(laws).map(kind -> kind.of.apply(counts));
    }

    boolean obeys(Law law) {
        return !exempt.contains(law);
    }

    static double[] weights(int[] counts) {
        return ClassWeights.effectiveNumber(counts, 0.9999);
    }

    private static LossKind kind(Function<int[], ILossFunction> of, Law... exempt) {
        Set<Law> laws = EnumSet.noneOf(Law.class);
        laws.addAll(List.of(exempt));
        return new LossKind(of, laws);
    }

    @Override
    public String toString() {
        return of.apply(new int[] {500, 60, 5}).toString();
    }
}

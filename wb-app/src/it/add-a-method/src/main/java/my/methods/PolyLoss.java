package my.methods;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.train.loss.CrossEntropy;

/** Computes L = ce + epsilon (1 - exp(-ce)), where exp(-ce) is p_y: Poly-1 of Leng et al., PolyLoss, ICLR 2022. */
public record PolyLoss(@JsonProperty("epsilon") double epsilon) implements ILossFunction {
    private static final CrossEntropy CE = new CrossEntropy();

    /** What an experiment file can say. */
    public record Settings(
            @Setting(doc = "Weight of 1 - p_y.", byDefault = "1", min = -1)
            double epsilon) implements LossSettings {}

    static Component<LossSettings.Factory> component() {
        Component<LossSettings.Factory> poly =
                Component.of(Settings.class, "Poly-1 loss.", s -> counts -> new PolyLoss(s.epsilon()));
        return poly.formula("-log p_y + epsilon (1 - p_y)").source("Leng et al., PolyLoss, ICLR 2022");
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        INDArray ce = CE.computeScoreArray(labels, logits, activation, mask);
        return Transforms.exp(ce.neg()).rsubi(1).muli(epsilon).addi(ce);
    }

    @Override
    public double computeScore(INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
        INDArray losses = computeScoreArray(labels, logits, activation, mask);
        return (mean ? losses.meanNumber() : losses.sumNumber()).doubleValue();
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        INDArray ce = CE.computeScoreArray(labels, logits, activation, mask);
        INDArray factors = Transforms.exp(ce.neg()).muli(epsilon).addi(1);
        return CE.computeGradient(labels, logits, activation, mask).muliColumnVector(factors);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
        double score = computeScore(labels, logits, activation, mask, mean);
        return new Pair<>(score, computeGradient(labels, logits, activation, mask));
    }

    @Override
    public String name() {
        return toString();
    }
}

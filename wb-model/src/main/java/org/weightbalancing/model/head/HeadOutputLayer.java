package org.weightbalancing.model.head;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Puts a {@link Head} at the end of any DL4J network: [b, D] to class probabilities [b, C], the softmax of the head's
 * logits, on which the loss is defined.
 *
 * <p>Parameters start as the head says, drawn from the seed of the network's configuration; DL4J's weight initialization
 * has no say. Fixed parameters have the updater NoOp and a gradient that is 0 and not divided by the batch size, as the
 * running statistics of batch normalization have, so that no updater, regularization or constraint moves them. Dropout
 * and weight noise are refused; in place of dropout put a DropoutLayer before it.
 */
public final class HeadOutputLayer extends BaseOutputLayer {

    private static final long serialVersionUID = 1;

    private Head head;

    /** For deserialization. */
    public HeadOutputLayer() {}

    private HeadOutputLayer(Head head, long features, long classes, ILossFunction loss) {
        this.head = head;
        setNIn(features);
        setNOut(classes);
        setLossFn(loss);
        setActivationFn(Activation.SOFTMAX.getActivationFunction());
    }

    /**
     * A layer of the head.
     *
     * @param features D, at least 1
     * @param classes C, at least 2
     * @throws IllegalArgumentException if the head cannot tell so many classes apart by so many features
     */
    public static HeadOutputLayer of(Head head, long features, long classes, ILossFunction loss) {
        if (features < 1) {
            throw new IllegalArgumentException("features is " + features + ", but must be at least 1");
        }
        if (classes < 2) {
            throw new IllegalArgumentException("classes is " + classes + ", but must be at least 2");
        }
        HeadOutputLayer layer = new HeadOutputLayer(head, features, classes, loss);
        layer.parameters();
        return layer;
    }

    /** What computes the logits. */
    public Head getHead() {
        return head;
    }

    /** For deserialization. */
    public void setHead(Head head) {
        this.head = head;
    }

    /** The parameters of the head at the sizes of this layer. */
    public List<HeadParameter> parameters() {
        return head.parameters(getNIn(), getNOut());
    }

    /** Whether the parameter of the key is moved by training. */
    public boolean isTrained(String key) {
        return parameters().stream().anyMatch(parameter -> parameter.key().equals(key) && parameter.isTrained());
    }

    @Override
    public IUpdater getUpdaterByParam(String key) {
        return isTrained(key) ? super.getUpdaterByParam(key) : new NoOp();
    }

    @Override
    public ParamInitializer initializer() {
        return new HeadInitializer();
    }

    @Override
    public HeadOutputLayer clone() {
        return (HeadOutputLayer) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeadOutputLayer that && Objects.equals(head, that.head) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Objects.hashCode(head);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        HeadLayer layer = new HeadLayer(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }
}

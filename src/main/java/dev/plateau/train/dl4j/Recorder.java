package dev.plateau.train.dl4j;

import dev.plateau.train.Tally;
import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.network.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Sees the outputs of every training step where DL4J computes them anyway, in the loss function, and the gradient before the
 * updater changes it. So metrics of the training rows cost no pass of their own; they are those of the weights and the dropout at
 * each step, as Keras reports them.
 */
final class Recorder extends BaseTrainingListener {

    private final boolean classification;
    private final boolean logit;
    private final float[] logits;
    private @Nullable Tally tally;
    private double normSum;
    private long steps;
    private boolean batchNormalization;

    Recorder(Network network, Shape data) {
        classification = data.classification();
        logit = network.hasLogit(data);
        logits = new float[data.outputs()];
    }

    void attach(MultiLayerNetwork net) {
        batchNormalization =
                Stream.of(net.getLayers()).anyMatch(layer -> layer.conf().getLayer() instanceof BatchNormalization);
        BaseOutputLayer output = (BaseOutputLayer) net.getOutputLayer().conf().getLayer();
        output.setLossFn(new RecordingLoss(output.getLossFn(), this));
        net.setListeners(List.of(this));
    }

    void begin(Tally into) {
        tally = into;
        normSum = 0;
        steps = 0;
    }

    /** Mean over the steps since {@link #begin} of the L2 norm of the gradient of the loss, regularisation left out. */
    double meanGradientNorm() {
        return normSum / steps;
    }

    @Override
    public void onGradientCalculation(Model model) {
        normSum += batchNormalization
                ? normOfWeights(model.gradient().gradientForVariable())
                : model.gradient().gradient().norm2Number().doubleValue();
        steps++;
    }

    /** What a batch normalisation adds to its running mean and variance stands among the gradients and is none. */
    private static double normOfWeights(Map<String, INDArray> gradients) {
        double sum = 0;
        for (Map.Entry<String, INDArray> part : gradients.entrySet()) {
            if (!part.getKey().endsWith("_mean") && !part.getKey().endsWith("_var")) {
                double norm = part.getValue().norm2Number().doubleValue();
                sum += norm * norm;
            }
        }
        return Math.sqrt(sum);
    }

    private void record(INDArray labels, INDArray preOutput) {
        if (tally == null) {
            return;
        }
        DataBuffer outputs = preOutput.data();
        DataBuffer truths = labels.data();
        for (long row = 0; row < preOutput.size(0); row++) {
            tally.add(answers(outputs, preOutput, row), 0, truth(truths, labels, row));
        }
    }

    /** As a tally takes them. */
    private float[] answers(DataBuffer outputs, INDArray preOutput, long row) {
        // A buffer counts from its view's first element.
        long start = row * preOutput.stride(0);
        if (logit) {
            Logit.logarithms(outputs.getFloat(start), logits);
            return logits;
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] = outputs.getFloat(start + (long) i * preOutput.stride(1));
        }
        return classification ? logProbabilities() : logits;
    }

    private float truth(DataBuffer truths, INDArray labels, long row) {
        long start = row * labels.stride(0);
        if (labels.size(1) == 1) {
            return truths.getFloat(start);
        }
        for (long truth = 0; truth < labels.size(1); truth++) {
            if (truths.getFloat(start + truth * labels.stride(1)) != 0) {
                return truth;
            }
        }
        throw new IllegalStateException("a label row of zeros");
    }

    /** The log-softmax of the logits, in place; shifted by their maximum against overflow. */
    private float[] logProbabilities() {
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - max);
        }
        float shift = (float) (max + Math.log(sum));
        for (int i = 0; i < logits.length; i++) {
            logits[i] -= shift;
        }
        return logits;
    }

    /** The network's own loss, overheard. */
    private static final class RecordingLoss implements ILossFunction {

        private static final long serialVersionUID = 1;

        private final ILossFunction loss;
        private final transient Recorder recorder;

        RecordingLoss(ILossFunction loss, Recorder recorder) {
            this.loss = loss;
            this.recorder = recorder;
        }

        @Override
        public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
            recorder.record(labels, preOutput);
            return loss.computeGradient(labels, preOutput, activation, mask);
        }

        /** DL4J's own score of a step is not used by anyone, and computing it would cost two more operations a step. */
        @Override
        public double computeScore(
                INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
            return 0;
        }

        @Override
        public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
            return loss.computeScoreArray(labels, preOutput, activation, mask);
        }

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
            return Pair.of(0.0, computeGradient(labels, preOutput, activation, mask));
        }

        @Override
        public String name() {
            return loss.name();
        }
    }
}

package dev.plateau.train.dl4j;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * {@code -ln p} of the true one of two classes, p by the sigmoid of the one output, whose layer has no activation of its own. Labels are 0 and 1.
 *
 * <p>DL4J's LossBinaryXENT divides by {@code p (1 - p)} of a clipped p and multiplies with that of p itself. In floats the slope is then 0 for the
 * rows that are most wrong: with its clip of 1e-5 it fades from a sum of 11.5 on, with any from 17 on, and with none it is NaN there.
 */
final class LogitLoss implements ILossFunction {

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        return map(labels, preOutput, Logit::slope);
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        return map(labels, preOutput, (z, label) -> -Logit.logarithm(label > 0 ? z : -z));
    }

    private interface OfRow {

        float apply(float z, float label);
    }

    private static INDArray map(INDArray labels, INDArray preOutput, OfRow function) {
        INDArray results = preOutput.dup('c');
        DataBuffer values = results.data();
        DataBuffer truths = labels.data();
        for (long row = 0; row < results.size(0); row++) {
            // A buffer counts from its view's first element.
            float z = values.getFloat(row);
            values.put(row, function.apply(z, truths.getFloat(row * labels.stride(0))));
        }
        return results;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        double sum = computeScoreArray(labels, preOutput, activation, mask)
                .sumNumber()
                .doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "LogitLoss";
    }
}

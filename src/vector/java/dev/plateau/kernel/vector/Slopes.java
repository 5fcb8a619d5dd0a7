package dev.plateau.kernel.vector;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Matrix;
import jdk.incubator.vector.FloatVector;

/** The errors of a layer times the slope of its function at each sum; one loop a function, as in {@link Layers}. */
final class Slopes {

    private Slopes() {}

    static void derive(Activation activation, Matrix z, Matrix activated, Matrix delta) {
        switch (activation) {
            case IDENTITY -> {}
            case RELU -> relu(z, delta);
            case LEAKYRELU -> leakyRelu(z, delta);
            case ELU -> elu(z, activated, delta);
            case TANH -> tanh(activated, delta);
            case SIGMOID -> sigmoid(activated, delta);
            case SOFTPLUS -> softplus(z, delta);
            case SWISH -> swish(z, activated, delta);
        }
    }

    private static void relu(Matrix z, Matrix delta) {
        float[] from = z.values();
        float[] to = delta.values();
        int shift = delta.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            FloatVector slope = VectorFunctions.slopeOfRelu(Lanes.at(from, i));
            Lanes.at(to, i + shift).mul(slope).intoArray(to, i + shift);
        }
    }

    private static void leakyRelu(Matrix z, Matrix delta) {
        float[] from = z.values();
        float[] to = delta.values();
        int shift = delta.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            FloatVector slope = VectorFunctions.slopeOfLeakyRelu(Lanes.at(from, i));
            Lanes.at(to, i + shift).mul(slope).intoArray(to, i + shift);
        }
    }

    private static void tanh(Matrix activated, Matrix delta) {
        float[] from = activated.values();
        float[] to = delta.values();
        int shift = delta.offset() - activated.offset();
        int end = activated.offset() + activated.length();
        for (int i = activated.offset(); i < end; i += Lanes.COUNT) {
            FloatVector slope = VectorFunctions.slopeOfTanh(Lanes.at(from, i));
            Lanes.at(to, i + shift).mul(slope).intoArray(to, i + shift);
        }
    }

    private static void sigmoid(Matrix activated, Matrix delta) {
        float[] from = activated.values();
        float[] to = delta.values();
        int shift = delta.offset() - activated.offset();
        int end = activated.offset() + activated.length();
        for (int i = activated.offset(); i < end; i += Lanes.COUNT) {
            FloatVector slope = VectorFunctions.slopeOfSigmoid(Lanes.at(from, i));
            Lanes.at(to, i + shift).mul(slope).intoArray(to, i + shift);
        }
    }

    private static void softplus(Matrix z, Matrix delta) {
        float[] from = z.values();
        float[] to = delta.values();
        int shift = delta.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            FloatVector slope = VectorFunctions.sigmoid(Lanes.at(from, i));
            Lanes.at(to, i + shift).mul(slope).intoArray(to, i + shift);
        }
    }

    private static void elu(Matrix z, Matrix activated, Matrix delta) {
        float[] sums = z.values();
        float[] values = activated.values();
        float[] to = delta.values();
        for (int i = 0; i < delta.length(); i += Lanes.COUNT) {
            FloatVector slope = VectorFunctions.slopeOfElu(
                    Lanes.at(sums, z.offset() + i), Lanes.at(values, activated.offset() + i));
            Lanes.at(to, delta.offset() + i).mul(slope).intoArray(to, delta.offset() + i);
        }
    }

    private static void swish(Matrix z, Matrix activated, Matrix delta) {
        float[] sums = z.values();
        float[] values = activated.values();
        float[] to = delta.values();
        for (int i = 0; i < delta.length(); i += Lanes.COUNT) {
            FloatVector slope = VectorFunctions.slopeOfSwish(
                    Lanes.at(sums, z.offset() + i), Lanes.at(values, activated.offset() + i));
            Lanes.at(to, delta.offset() + i).mul(slope).intoArray(to, delta.offset() + i);
        }
    }
}

package dev.plateau.kernel.vector;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Matrix;

/**
 * The function of a layer, of each of its sums. One loop a function: the JIT compiler compiles the ones that are used, and makes few
 * instructions of a loop that does one thing. Padding gets the function of 0.
 */
final class Layers {

    private Layers() {}

    static void activate(Activation activation, Matrix z, Matrix out) {
        switch (activation) {
            case IDENTITY -> System.arraycopy(z.values(), z.offset(), out.values(), out.offset(), z.length());
            case RELU -> relu(z, out);
            case LEAKYRELU -> leakyRelu(z, out);
            case ELU -> elu(z, out);
            case TANH -> tanh(z, out);
            case SIGMOID -> sigmoid(z, out);
            case SOFTPLUS -> softplus(z, out);
            case SWISH -> swish(z, out);
        }
    }

    private static void relu(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.relu(Lanes.at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void leakyRelu(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.leakyRelu(Lanes.at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void elu(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.elu(Lanes.at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void tanh(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.tanh(Lanes.at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void sigmoid(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.sigmoid(Lanes.at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void softplus(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.softplus(Lanes.at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void swish(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.swish(Lanes.at(from, i)).intoArray(to, i + shift);
        }
    }
}

package dev.plateau.kernel.vector;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The function of a layer, of each of its sums. One loop a function: the JIT compiler compiles the ones that are used, and makes few
 * instructions of a loop that does one thing. Padding gets the function of 0.
 */
final class Layers {

    private static final VectorSpecies<Float> LANES = Lanes.SPECIES;

    private Layers() {}

    private static FloatVector at(float[] values, int index) {
        return FloatVector.fromArray(LANES, values, index);
    }

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
            VectorFunctions.relu(at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void leakyRelu(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.leakyRelu(at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void elu(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.elu(at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void tanh(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.tanh(at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void sigmoid(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.sigmoid(at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void softplus(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.softplus(at(from, i)).intoArray(to, i + shift);
        }
    }

    private static void swish(Matrix z, Matrix out) {
        float[] from = z.values();
        float[] to = out.values();
        int shift = out.offset() - z.offset();
        int end = z.offset() + z.length();
        for (int i = z.offset(); i < end; i += Lanes.COUNT) {
            VectorFunctions.swish(at(from, i)).intoArray(to, i + shift);
        }
    }
}

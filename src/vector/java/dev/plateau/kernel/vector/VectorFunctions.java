package dev.plateau.kernel.vector;

import dev.plateau.kernel.Activation;
import dev.plateau.kernel.Functions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Functions} on vectors: the same operations in the same order, where {@code condition ? a : b} is a blend. */
final class VectorFunctions {

    private VectorFunctions() {}

    private static FloatVector next(FloatVector polynomial, FloatVector x, float coefficient) {
        return polynomial.fma(x, Lanes.all(coefficient));
    }

    static FloatVector exp(FloatVector x) {
        FloatVector atLeast = x.blend(Lanes.all(-104), x.compare(VectorOperators.LT, -104));
        FloatVector bounded = atLeast.blend(Lanes.all(89), atLeast.compare(VectorOperators.GT, 89));
        FloatVector rounded = bounded.fma(Lanes.all(1.442695f), Lanes.all(12582912f));
        FloatVector n = rounded.sub(12582912f);
        FloatVector r = n.fma(Lanes.all(2.1219444e-4f), n.fma(Lanes.all(-0.6933594f), bounded));
        FloatVector p = next(Lanes.all(1.9875691e-4f), r, 1.3981999e-3f);
        p = next(p, r, 8.333452e-3f);
        p = next(p, r, 0.041665796f);
        p = next(p, r, 0.16666666f);
        p = next(p, r, 0.5f);
        FloatVector power = p.fma(r.mul(r), r).add(1);
        IntVector exponent = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return power.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    }

    private static final int ROUNDER_BITS = Float.floatToRawIntBits(12582912f);

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    static FloatVector log(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector e = bits.sub(0x3f3504f3).lanewise(VectorOperators.ASHR, 23);
        FloatVector f = bits.sub(e.lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats()
                .sub(1);
        FloatVector exponent = e.add(ROUNDER_BITS).reinterpretAsFloats().sub(12582912f);
        FloatVector p = next(Lanes.all(0.070376836f), f, -0.1151461f);
        p = next(p, f, 0.116769984f);
        p = next(p, f, -0.12420141f);
        p = next(p, f, 0.14249323f);
        p = next(p, f, -0.16668057f);
        p = next(p, f, 0.20000714f);
        p = next(p, f, -0.24999994f);
        p = next(p, f, 0.3333333f);
        FloatVector square = f.mul(f);
        FloatVector low = exponent.fma(Lanes.all(-2.1219444e-4f), p.mul(f).mul(square));
        FloatVector sum = square.fma(Lanes.all(-0.5f), low).add(f);
        FloatVector logarithm = exponent.fma(Lanes.all(0.6933594f), sum);
        return x.blend(logarithm, x.compare(VectorOperators.LE, Float.MAX_VALUE));
    }

    static FloatVector sigmoid(FloatVector x) {
        return Lanes.all(1).div(exp(Lanes.all(0).sub(x)).add(1));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.lanewise(VectorOperators.ABS);
        FloatVector square = x.mul(x);
        FloatVector p = next(Lanes.all(-5.7049887e-3f), square, 0.020639088f);
        p = next(p, square, -0.053739715f);
        p = next(p, square, 0.13331442f);
        p = next(p, square, -0.3333328f);
        FloatVector near = p.mul(square).fma(x, x);
        FloatVector far = Lanes.all(1).sub(Lanes.all(2).div(exp(size.add(size)).add(1)));
        FloatVector signed = far.blend(Lanes.all(0).sub(far), x.compare(VectorOperators.LT, 0));
        return signed.blend(near, size.compare(VectorOperators.LT, 0.625f));
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector u = exp(Lanes.all(0).sub(x.lanewise(VectorOperators.ABS)));
        FloatVector w = u.add(1);
        FloatVector lost = u.sub(w.sub(1)).div(w);
        return relu(x).add(log(w).add(lost));
    }

    static FloatVector relu(FloatVector z) {
        return z.blend(Lanes.all(0), z.compare(VectorOperators.LT, 0));
    }

    static FloatVector leakyRelu(FloatVector z) {
        return z.blend(z.mul(Activation.LEAK), z.compare(VectorOperators.LT, 0));
    }

    static FloatVector elu(FloatVector z) {
        return z.blend(exp(z).sub(1), z.compare(VectorOperators.LT, 0));
    }

    static FloatVector swish(FloatVector z) {
        return z.mul(sigmoid(z));
    }

    static FloatVector slopeOfRelu(FloatVector z) {
        return Lanes.all(0).blend(Lanes.all(1), z.compare(VectorOperators.GT, 0));
    }

    static FloatVector slopeOfLeakyRelu(FloatVector z) {
        return Lanes.all(1).blend(Lanes.all(Activation.LEAK), z.compare(VectorOperators.LT, 0));
    }

    static FloatVector slopeOfElu(FloatVector z, FloatVector value) {
        return Lanes.all(1).blend(value.add(1), z.compare(VectorOperators.LT, 0));
    }

    static FloatVector slopeOfTanh(FloatVector value) {
        return Lanes.all(1).sub(value.mul(value));
    }

    static FloatVector slopeOfSigmoid(FloatVector value) {
        return value.mul(Lanes.all(1).sub(value));
    }

    static FloatVector slopeOfSwish(FloatVector z, FloatVector value) {
        return value.add(sigmoid(z).mul(Lanes.all(1).sub(value)));
    }
}

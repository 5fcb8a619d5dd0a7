package dev.plateau.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against the functions of StrictMath in double precision, which are exact to 1e-16. */
class FunctionsTest {

    /** One of our functions. */
    private interface Function {
        float of(float x);
    }

    /** The largest error, in units of the last place of the exact result, over floats from one bound to the other. */
    private static void within(double limit, float from, float to, Function ours, DoubleUnaryOperator exact) {
        float step = (to - from) / 200_003;
        for (int i = 0; i <= 200_003; i++) {
            float x = from + i * step;
            double right = exact.applyAsDouble(x);
            double error = Math.abs(ours.of(x) - right) / Math.ulp((float) right);
            assertTrue(error <= limit, () -> "at " + x + ": " + ours.of(x) + " is " + error + " ulp from " + right);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    @Test
    void exponentialsAreRightToOneUnitDownToTheSmallestFloat() {
        within(1.1, -103.9f, 88.7f, Functions::exp, StrictMath::exp);
        within(1.1, -0.01f, 0.01f, Functions::exp, StrictMath::exp);
    }

    @Test
    void exponentialsEndInZeroAndInfinity() {
        assertEquals(1f, Functions.exp(0));
        assertEquals(1f, Functions.exp(-0f));
        assertEquals(0f, Functions.exp(-104));
        assertEquals(0f, Functions.exp(-Float.MAX_VALUE));
        assertEquals(0f, Functions.exp(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, Functions.exp(88.8f));
        assertEquals(Float.POSITIVE_INFINITY, Functions.exp(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Functions.exp(Float.NaN));
    }

    @Test
    void logarithmsAreRightToOneUnit() {
        within(1.1, 1e-3f, 3, Functions::log, StrictMath::log);
        within(1.1, 1, 1e30f, Functions::log, StrictMath::log);
        assertEquals(0f, Functions.log(1));
        assertEquals(Float.POSITIVE_INFINITY, Functions.log(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Functions.log(Float.NaN));
    }

    @Test
    void sigmoidsAreRightToTwoUnitsAndAHalf() {
        within(2.5, -87, 20, Functions::sigmoid, FunctionsTest::sigmoid);
        assertEquals(0f, Functions.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(1f, Functions.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Functions.sigmoid(Float.NaN));
    }

    @Test
    void hyperbolicTangentsAreRightToTwoUnitsAndOdd() {
        within(2.1, -10, 10, Functions::tanh, StrictMath::tanh);
        within(2.1, -1e-3f, 1e-3f, Functions::tanh, StrictMath::tanh);
        assertEquals(-1f, Functions.tanh(Float.NEGATIVE_INFINITY));
        assertEquals(1f, Functions.tanh(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Functions.tanh(Float.NaN));
    }

    @Test
    void softplusIsRightToTwoUnitsOnBothSides() {
        within(2.1, -87, 100, Functions::softplus, FunctionsTest::softplus);
        assertEquals(0f, Functions.softplus(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, Functions.softplus(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Functions.softplus(Float.NaN));
    }

    @Test
    void slopesAreThoseOfTheFunctions() {
        float width = 1f / 64;
        for (Activation activation : Activation.values()) {
            for (float z = -3.03f; z < 3; z += 0.25f) {
                float above = Functions.value(activation, z + width);
                float below = Functions.value(activation, z - width);
                float slope = Functions.slope(activation, z, Functions.value(activation, z));
                float at = z;
                // The error of a central difference is a sixth of width squared times the third derivative, which is at
                // most 2 here.
                assertEquals((above - below) / (2 * width), slope, 1e-4f, () -> activation + " at " + at);
            }
        }
    }

    @Test
    void notANumberGoesThroughEveryFunction() {
        for (Activation activation : Activation.values()) {
            assertEquals(Float.NaN, Functions.value(activation, Float.NaN), activation.name());
        }
    }
}

package dev.plateau.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** How many floats are computed at once: constants, since the JIT compiler makes instructions of a constant species only. */
final class Lanes {

    /** The system property that asks for 4, 8 or 16 lanes, to try what another machine would do. */
    static final String PROPERTY = "plateau.lanes";

    static final VectorSpecies<Float> SPECIES = species(Integer.getInteger(PROPERTY, 0));
    static final int COUNT = SPECIES.length();

    private Lanes() {}

    static FloatVector at(float[] values, int index) {
        return FloatVector.fromArray(SPECIES, values, index);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static VectorSpecies<Float> species(int lanes) {
        return switch (lanes) {
            case 4 -> FloatVector.SPECIES_128;
            case 8 -> FloatVector.SPECIES_256;
            case 16 -> FloatVector.SPECIES_512;
            default -> atMost16(FloatVector.SPECIES_PREFERRED);
        };
    }

    /** Strides are multiples of 16 floats, so longer vectors would not fit; some machines have vectors of 2,048 bits. */
    private static VectorSpecies<Float> atMost16(VectorSpecies<Float> preferred) {
        return preferred.length() <= 16 ? preferred : VectorSpecies.of(float.class, VectorShape.S_512_BIT);
    }
}

package dev.plateau.model;

/** A trained network: what it is, and its weights in its trainer's form. Holds the bytes without copying: do not write to them. */
public final class Model {

    private final Description description;
    private final byte[] weights;

    public Model(Description description, byte[] weights) {
        this.description = description;
        this.weights = weights;
    }

    public Description description() {
        return description;
    }

    public byte[] weights() {
        return weights;
    }
}

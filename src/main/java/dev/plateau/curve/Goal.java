package dev.plateau.curve;

/** Which way a metric gets better. */
public enum Goal {
    MINIMIZE,
    MAXIMIZE;

    /** Whether one value is strictly better than another; NaN is worse than everything. */
    public boolean better(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return !Double.isNaN(one) && Double.isNaN(other);
        }
        return this == MINIMIZE ? one < other : one > other;
    }
}

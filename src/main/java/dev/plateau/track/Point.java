package dev.plateau.track;

import java.util.Comparator;

/**
 * One value of a metric.
 *
 * @param step any number; clients count epochs or updates in it
 * @param at milliseconds since 1970 (UTC)
 * @param value NaN and infinities are allowed
 */
public record Point(long step, long at, double value) {

    /** The greatest is the latest: by step, then by time, then by value, as MLflow does. */
    public static final Comparator<Point> ORDER =
            Comparator.comparingLong(Point::step).thenComparingLong(Point::at).thenComparingDouble(Point::value);
}

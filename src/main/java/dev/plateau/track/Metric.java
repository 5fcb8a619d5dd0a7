package dev.plateau.track;

/** A value of the metric of a name. */
public record Metric(String name, Point point) {}

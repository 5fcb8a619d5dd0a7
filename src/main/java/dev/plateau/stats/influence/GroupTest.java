package dev.plateau.stats.influence;

/**
 * A test of whether groups differ.
 *
 * @param statistic NaN, as is p, where it is not defined
 * @param p the chance of a statistic this large if they do not
 */
public record GroupTest(double statistic, double p) {}

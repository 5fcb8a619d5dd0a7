/**
 * What differences mean: significance between configurations, intervals, importance of parameters.
 *
 * <p>Values only: no files, no threads, no clock. May import {@code curve}. Every number is held to an independent source by
 * its test.
 */
@NullMarked
package dev.plateau.stats;

import org.jspecify.annotations.NullMarked;

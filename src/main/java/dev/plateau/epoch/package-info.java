/**
 * How many epochs: choosing the count from cross-validated curves.
 *
 * <p>Start at Advisor. Values only. May import {@code curve}.
 */
@NullMarked
package dev.plateau.epoch;

import org.jspecify.annotations.NullMarked;

/**
 * What decides the epoch count: the best epoch of each training against each parameter that was searched.
 *
 * <p>Start at {@link dev.plateau.stats.influence.Influence#of}. Values only. May import {@code curve}; knows Commons Math.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Epochs are compared on a log scale, by geometric means and ratios: twice as long means the same at 5 epochs as at 500.
 *   <li>Two values of a parameter are compared on trainings that agree in all other parameters, where there are three such pairs: what
 *       the other parameters do then cancels.
 *   <li>A training that still improved at its last epoch counts with that epoch, and everything that rests on it is said to
 *       be a bound. Refused: estimating the epochs beyond; that is the forecast's work, and a model of them would be in every number here.
 * </ul>
 */
@NullMarked
package dev.plateau.stats.influence;

import org.jspecify.annotations.NullMarked;

/**
 * Learning rates: which of them a network learns at, read from the losses of a training whose rate grows (the range test of Smith,
 * "Cyclical learning rates for training neural networks", WACV 2017, arXiv:1506.01186, section 3.3).
 *
 * <p>Start at {@link dev.plateau.rates.Suggestion}. Values only: no I/O, no threads, no clock. Imports no other room.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A room of its own and not a part of {@code epoch} or {@code stats}: it is about rates, shares no code with them, and worker
 *       processes need its stopping rule but nothing else of those rooms.
 *   <li>The window of the moving average is a fixed part of the ramp (1/30 of its steps). fastai's constant 0.98 over its 100 steps lags by half
 *       the ramp, which puts the minimum decades too high.
 *   <li>Suggested is a range to search and not one rate. fastai's valley (the middle of the longest fall) was left out: on noisy losses of small
 *       data it moves more between repeats than the steepest point does, and a range does not need it.
 *   <li>Without a fall, or without an end of it, there is a sentence and no number.
 * </ul>
 */
@NullMarked
package dev.plateau.rates;

import org.jspecify.annotations.NullMarked;

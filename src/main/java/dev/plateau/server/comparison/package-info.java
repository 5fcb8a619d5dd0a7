/**
 * Any trials side by side, also of several experiments: their scores, what differs between them, and what the tests say.
 *
 * <p>Start at {@link dev.plateau.server.comparison.Compared}. The tests are those of {@code dev.plateau.compare}, so that the page and
 * {@code plateau compare} never say different things; curves come from the answer of {@code server.curves}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A trial that cannot be tested does not spoil the comparison of the others: it stands there with its own mean and the reason.
 *       The command line refuses instead, as nobody looks at half of what he asked for there.
 *   <li>Epochs of different batch sizes are not the same amount of training, nor are epochs on different data: the axis is then samples.
 *       Values at an equal budget are given always, at the most that every trial has spent.
 * </ul>
 */
@NullMarked
package dev.plateau.server.comparison;

import org.jspecify.annotations.NullMarked;

/**
 * Where runs train: an executor, and the worker processes behind it.
 *
 * <p>Start at {@link dev.plateau.work.Executor}, the seam behind which a cluster can stand, and {@link
 * dev.plateau.work.ProcessExecutor}. May import {@code data}, {@code train} and {@code rates}. Knows no experiments, trials or store: it is given
 * assignments and gives back epochs.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Workers are processes, by measurement; the figures are in {@code ProcessExecutor}.
 *   <li>{@link dev.plateau.work.ThreadExecutor} is for trainers that only the user's own process has. Its class says what it cannot keep off.
 *   <li>A worker says an epoch, and trains the next one when it is told that the epoch is stored. It costs a millisecond an epoch and makes
 *       two checkpoints a run enough for every moment of a crash; {@code Checkpoints} has the argument.
 *   <li>Messages are lines of JSON over standard input and output: they can be read in a log, and a worker ends by itself when its input
 *       does.
 * </ul>
 */
@NullMarked
package dev.plateau.work;

import org.jspecify.annotations.NullMarked;

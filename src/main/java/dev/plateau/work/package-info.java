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
 *   <li>Workers are processes, by measurement; the figures are in {@code ProcessExecutor}. Those of a trainer that is Java alone share one ({@code Seat},
 *       {@code Supplies}, {@code Addressed}): compiling twice what both run was most of a short search. After the first loss each gets its own.
 *   <li>{@link dev.plateau.work.ThreadExecutor} is for trainers that only the user's own process has. Its class says what it cannot keep off.
 *   <li>A worker gathers epochs for 25 ms, says them together and trains on while they are stored, at most one message ahead ({@code
 *       Dispatch}). An epoch of a small network takes less time than a message, a file and a commit. Refused: to wait for each answer, which
 *       costs a millisecond; and no bound, which would let a worker run far ahead of a search that wants to stop. What comes after the epoch
 *       at which the search says stop is dropped, so that results do not depend on who was how far.
 *   <li>Checkpoints are written once a second, or after each epoch that takes longer, and after the last epoch of a run that goes on later
 *       ({@code epochs: auto}) or becomes a model. Refused: one after the last epoch of every run. Nobody reads it, and its folder and file cost a
 *       small run more than its training. A crash costs at most a second of training, which is done again to the same bits; nothing that was stored is lost. {@code Checkpoints} has the argument for any moment of a
 *       crash. Trainings on threads of the user's program keep one message and one checkpoint an epoch.
 *   <li>One run more than there are workers waits for one of them, so that a worker gets its next run at once and the coordinator ends the last
 *       one meanwhile.
 *   <li>Messages are lines of JSON over standard input and output: they can be read in a log, and a worker ends by itself when its input
 *       does.
 * </ul>
 */
@NullMarked
package dev.plateau.work;

import org.jspecify.annotations.NullMarked;

/**
 * Plateau in a Java program: build an experiment, give it a trainer, run it, read the result; and log trainings that the program runs
 * in its own way.
 *
 * <p>Start at {@link dev.plateau.api.Plateau}. The listeners for plain Deeplearning4j and for the Deep Java Library are in {@code
 * api.dl4j} and {@code api.djl}. May import every room but {@code server} and {@code cli}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A search that is built in code is written as an experiment file and read again by the reader of files. So there is one set of
 *       checks, one definition, one text to compare with when the search is run again, and no page or command has to know that there
 *       never was a file. Building the record of the experiment directly was refused: it would have needed each of these twice.
 *   <li>Each call of the builder reads the file so far, a millisecond, so that a mistake is told by the call that makes it.
 *   <li>Trainings run on threads of this process: a lambda cannot be sent to another one. What that costs in safety is in {@code
 *       work.ThreadExecutor}.
 *   <li>One worker unless asked: a program's training code is not known to bear two threads, and wrong numbers are worse than late ones.
 *   <li>The result of a run is read back from the database, so that it is the same whether it was trained now or a year ago.
 * </ul>
 */
@NullMarked
package dev.plateau.api;

import org.jspecify.annotations.NullMarked;

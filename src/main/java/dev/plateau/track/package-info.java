/**
 * What programs log from outside: experiments, runs, parameters, metrics, tags, inputs and models, and how they are asked for.
 *
 * <p>Start at {@link dev.plateau.track.Tracker}. Imports no other room. The words are MLflow's where DESIGN has none: a run
 * here is what one program logged, which the rest of Plateau sees as a trial of one run.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A room of its own, between {@code store}, which keeps what is logged, and {@code server.mlflow}, which speaks the protocol: importers,
 *       listeners and scripts log too, and none of them speaks HTTP.
 *   <li>Searches of Plateau's own can be read here as well, so that a client of MLflow sees everything: a trial is a run, and its folds are
 *       runs inside of it. Their metrics cannot be logged from outside: the search writes them.
 *   <li>A run inside of another one ({@link dev.plateau.track.Tags#PARENT}) is one of its folds if it says so by a parameter or tag named
 *       {@code fold}; otherwise it is a trial of its own, as in the searches that others run. Nothing else tells the two apart.
 * </ul>
 */
@NullMarked
package dev.plateau.track;

import org.jspecify.annotations.NullMarked;

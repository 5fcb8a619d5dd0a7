/**
 * In and out: what other tools keep becomes experiments here.
 *
 * <p>Start at {@link dev.plateau.transfer.logged.Imports} for runs that were logged, and at {@link dev.plateau.transfer.sweep.Sweeps} for the files by which
 * others describe a search. Here is only what both share.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Everything goes through {@link dev.plateau.track.Tracker}, as if its program logged it now: what is imported is in the dashboard and in the
 *       MLflow API, under the same bounds, with no table of its own.
 *   <li>A run keeps where it came from in a tag, and the last thing that is logged to it says that it is whole. So an import that was broken
 *       off goes on where it was, and the second one adds nothing.
 *   <li>What has no counterpart is listed, one line each: an import that is silent about it would be believed.
 *   <li>A sweep becomes the text of an experiment file for its owner to read and complete, and is not started: others leave open what
 *       Plateau asks, such as the data and the number of epochs.
 * </ul>
 */
@NullMarked
package dev.plateau.transfer;

import org.jspecify.annotations.NullMarked;

/**
 * Learning curves out of files that other programs wrote.
 *
 * <p>Start at {@link dev.plateau.cli.curves.CurveFiles}. May import {@code cli.text}, {@code curve}, {@code epoch}, {@code diagnosis} and {@code spelling}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A cell that is there and empty, or says NaN, is a value that is no number: the fold diverged, or nobody measured. A line
 *       that is not there, though later ones of its fold are, is a hole: the epoch then counts for no fold, so that the folds are compared on the
 *       same epochs, and the answer says so. With holes in more than half of the epochs nothing is answered.
 *   <li>Epochs that begin at 0 in every fold are counted from 1. Where some folds begin at 0 and others at 1, either could be a missing line, so
 *       nothing is answered.
 *   <li>One epoch of one fold with two different values is refused: the lines may be two folds, two trials or two runs that
 *       were appended to one file, and the count would be wrong for all of these. Equal values are one value.
 *   <li>A bad file among good ones costs its own answer only.
 *   <li>Files are read in one pass into arrays of numbers, two passes in long form, whose metrics are only known at its end.
 * </ul>
 */
@NullMarked
package dev.plateau.cli.curves;

import org.jspecify.annotations.NullMarked;

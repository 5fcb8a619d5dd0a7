/**
 * Files by which others describe a search (W&amp;B sweeps, Katib and Determined experiments), turned into experiment files.
 *
 * <p>Start at {@link dev.plateau.transfer.sweep.Sweeps}. Decided: each field that is read is taken out of its mapping, and what is left at the end is listed: a field that
 * nobody thought of cannot get lost.
 */
@NullMarked
package dev.plateau.transfer.sweep;

import org.jspecify.annotations.NullMarked;

/**
 * A search while it runs: the session from the read file to the last epoch, and what is seen of it meanwhile.
 *
 * <p>Start at {@link dev.plateau.cli.live.Session}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Workers are started before anything is known to be right, because they take a second to load and a plan takes half
 *       of one. A mistake ends them before they did anything; nothing is written before the plan stands.
 *   <li>The dashboard comes up on a thread of its own. Without it a search is as good, so a port that is taken is a line on
 *       standard error.
 *   <li>Ctrl-C pauses: runs end after their epoch. One that takes longer than 10 s loses its worker, and that epoch only.
 * </ul>
 */
@NullMarked
package dev.plateau.cli.live;

import org.jspecify.annotations.NullMarked;

/**
 * What people change from the browser: stop, resume, start, cancel and re-queue; notes, tags, archive and saved views; and the times of
 * attempts.
 *
 * <p>Start at {@link dev.plateau.server.control.Changes}, which every write goes through, and {@link
 * dev.plateau.server.control.Workshop}, which starts searches. What is written goes to the {@link dev.plateau.store.Desk} of the store.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A search that is started here is a process of its own, as if somebody had typed the command: it outlives the server, and the
 *       server never ends it. Refused: training inside the server, whose end would be that of the search.
 *   <li>Files are known by their names only. What is started must be on the list, so no path can be given and none is told.
 *   <li>Cancelling a trial ends the trainings that it is read from, and with them the other trials that still wait for those; the answer
 *       says which. A training that goes on for the others would be one that nobody sees stop.
 * </ul>
 */
@NullMarked
package dev.plateau.server.control;

import org.jspecify.annotations.NullMarked;

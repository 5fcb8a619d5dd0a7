/**
 * The dashboard: HTTP, server-sent events and the files of {@code web/}.
 *
 * <p>Start at {@link dev.plateau.server.Dashboard}; {@link dev.plateau.server.Routes} lists every URL, {@link dev.plateau.server.Api} who answers it; a sub-room for each kind of answer, and {@code http} for what all of them need. May import every room but {@code
 * cli}; the only room that knows Javalin.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The port is bound before {@code start} returns, the server behind it is started by a thread of its own: a taken port is
 *       known at once and training does not wait half a second for a web server. Connections made meanwhile wait in the backlog.
 *   <li>An event says "the store is at version n", never what changed. So the queue of a client is one number long, a slow
 *       browser costs nothing, and one that was away catches up by the same request that it makes anyway. Refused: sending
 *       epochs in events, which needs a log of them per client and a second way to build every page.
 *   <li>Events are written by a Jetty thread per client, at most {@value dev.plateau.server.http.Events#MAX_CLIENTS} of them: a stuck write
 *       blocks nobody else. One more thread asks the store for its version, and only while somebody listens.
 *   <li>JSON is by columns, NaN and infinities are {@code null}, names are in snake case.
 *   <li>A fold band goes as far as the longest fold, and says at each epoch how many folds are in it. Cutting at the shortest
 *       fold would make a curve of 40 epochs collapse to one whenever the next fold starts.
 *   <li>Reading only, and only under an IP address, {@code localhost} or the name that it was started with: a page of another
 *       site cannot reach it by rebinding its own name to 127.0.0.1.
 * </ul>
 */
@NullMarked
package dev.plateau.server;

import org.jspecify.annotations.NullMarked;

/**
 * When runs trained, and on which worker: what the timeline of a search shows.
 *
 * <p>Start at {@link dev.plateau.server.timeline.Timeline}. May import {@code store} and the dashboard's {@code http}.
 *
 * <p>Decided: an attempt is one bar, so a run that was tried three times has three. Runs that trained before attempts were stored are
 * counted and not invented. Only the newest {@value dev.plateau.server.timeline.Timeline#MOST} attempts go out, and the answer says how
 * many it leaves out: more bars than that are fewer than a pixel wide.
 */
@NullMarked
package dev.plateau.server.timeline;

import org.jspecify.annotations.NullMarked;

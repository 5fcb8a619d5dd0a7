/**
 * Who may come in: tokens, sessions, and how wrong tokens are slowed.
 *
 * <p>Start at {@link dev.plateau.server.access.Door}. May import {@code server.http}; knows no page and no answer but its own.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A route is closed unless it says otherwise ({@link dev.plateau.server.access.Entry}): a forgotten line keeps people out
 *       instead of letting them in.
 *   <li>Of the token only its SHA-256 is kept: it has 256 random bits, so a slow hash for guessable passwords would add nothing.
 *   <li>Sessions live in memory: a restart logs everybody out, and there is no list of sessions on the disk to steal.
 *   <li>After {@value dev.plateau.server.access.WrongTokens#FREE} wrong tokens an address waits, for right ones too: a wait that only
 *       wrong tokens feel would slow nobody who guesses. Tries made while it waits do not lengthen the wait, and it stays below
 *       half a minute, so that one stale script behind a proxy does not lock out the people behind it for long.
 * </ul>
 */
@NullMarked
package dev.plateau.server.access;

import org.jspecify.annotations.NullMarked;

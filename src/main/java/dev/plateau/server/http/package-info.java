/**
 * What every page and every answer of the dashboard needs: JSON, problems, versions, the guard at the door, files, events.
 *
 * <p>A handler of the API is {@link dev.plateau.server.http.Answers#of} of a function from {@link dev.plateau.server.http.Request} to a
 * record. May import the store; knows no page and no answer.
 */
@NullMarked
package dev.plateau.server.http;

import org.jspecify.annotations.NullMarked;

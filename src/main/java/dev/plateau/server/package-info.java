/**
 * The dashboard: HTTP, server-sent events and the files of {@code web/}.
 *
 * <p>Start at Dashboard. May import every room but {@code cli}; the only room that knows Javalin.
 */
@NullMarked
package dev.plateau.server;

import org.jspecify.annotations.NullMarked;

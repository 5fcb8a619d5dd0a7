/**
 * The engine: takes a plan, trains its stages on every fold, and reports to the store.
 *
 * <p>Start at Engine. May import every room but {@code server} and {@code cli}; the only room with threads and
 * processes besides the server.
 */
@NullMarked
package dev.plateau.run;

import org.jspecify.annotations.NullMarked;

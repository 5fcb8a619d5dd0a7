/**
 * The commands.
 *
 * <p>Start at Main. May import every room; the only one that knows picocli.
 */
@NullMarked
package dev.plateau.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The commands.
 *
 * <p>Start at {@link dev.plateau.cli.Main}. May import every room; with its inner rooms the only one that knows picocli.
 * Inner rooms, each of which may import those before it: {@code text}, {@code report}, {@code curves}, {@code live}, {@code command},
 * {@code train}, {@code doctor}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Results go to standard output, everything else to standard error, so that {@code --json} and {@code export} can be
 *       piped while a search shows its progress.
 *   <li>A mistake of the user is one sentence; a mistake of ours is one sentence and a file with the stack trace. Nobody is
 *       shown a stack trace who did not ask for it by {@code --verbose}.
 *   <li>Commands touch DL4J, Jackson and Javalin when they run and not before: help takes a fraction of a second.
 * </ul>
 */
@NullMarked
package dev.plateau.cli;

import org.jspecify.annotations.NullMarked;

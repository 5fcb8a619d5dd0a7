/**
 * The commands that read, a class each: arguments in, a report out.
 *
 * <p>Start at {@link dev.plateau.cli.command.Shared}, which all of them have. A command is made by {@link
 * dev.plateau.cli.command.Context}, holds no thought of its own longer than a page, and throws what goes wrong.
 *
 * <p>Decided: commands that only read open the database for reading, so that they work beside a search that is running.
 */
@NullMarked
package dev.plateau.cli.command;

import org.jspecify.annotations.NullMarked;

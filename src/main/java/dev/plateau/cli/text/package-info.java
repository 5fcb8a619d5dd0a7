/**
 * Text for a terminal: tables, charts, numbers, JSON, and what the terminal can show of them.
 *
 * <p>Start at {@link dev.plateau.cli.text.Terminal}. May import {@code curve}.
 *
 * <p>Decided: everything is written with signs of Unicode and turned into ASCII in one place, where it leaves, when the
 * terminal has no UTF-8. Tables and charts are our own: a few dozen lines each, against a library with its own idea of
 * width and colour.
 */
@NullMarked
package dev.plateau.cli.text;

import org.jspecify.annotations.NullMarked;

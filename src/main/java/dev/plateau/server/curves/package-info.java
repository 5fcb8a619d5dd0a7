/**
 * Curves for charts: fold bands, single folds, axes, and the advice that is drawn with them.
 */
@NullMarked
package dev.plateau.server.curves;

import org.jspecify.annotations.NullMarked;

/**
 * The leaderboard: trials by columns, and which parameters decide their scores.
 */
@NullMarked
package dev.plateau.server.trials;

import org.jspecify.annotations.NullMarked;

/**
 * What will be trained: the stage forest, in which configurations that agree share their training.
 *
 * <p>Start at Forest. Values only. May import {@code space} and {@code train}.
 */
@NullMarked
package dev.plateau.plan;

import org.jspecify.annotations.NullMarked;

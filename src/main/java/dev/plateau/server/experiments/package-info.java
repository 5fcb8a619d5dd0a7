/**
 * The list of experiments, and what an experiment says at its head.
 */
@NullMarked
package dev.plateau.server.experiments;

import org.jspecify.annotations.NullMarked;

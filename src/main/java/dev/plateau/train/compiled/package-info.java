/**
 * The trainer of dense networks that is compiled for one network: Deeplearning4j's mathematics, weights, batches and checkpoints in a loop of our own.
 *
 * <p>Start at {@link dev.plateau.train.compiled.CompiledTrainer}.
 */
@NullMarked
package dev.plateau.train.compiled;

import org.jspecify.annotations.NullMarked;

/**
 * The trainer of dense networks that is compiled for one network: Deeplearning4j's mathematics, weights, batches and checkpoints in a loop of our own.
 *
 * <p>Start at {@link dev.plateau.train.compiled.CompiledTrainer}, then Descent: a step is Pass (Forward, the loss, Backward), Regularizer, Updater.
 * What is drawn (initial weights, orders, dropout) comes from {@code train.chance}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>What is trained is what Deeplearning4j trains, from the same initial weights on the same batches with the same dropout, to float rounding:
 *       ParityTest and OneSigmoidParityTest hold every pair of settings to 1e-5. So a checkpoint of either goes on in the other, and models are the same bytes.
 *   <li>Formulas keep libnd4j's order of operations, but two things move where they cost nothing: the gradient is divided by the batch at the
 *       slope of the loss, and weights decay before the updater, which does not look at them.
 *   <li>The loss of one sigmoid for two classes is taken row by row with the functions of {@code kernel}, for every kernel the same code: it is one
 *       value a row.
 *   <li>All memory is taken when a training starts, and matrices are views of it made once: a step allocates nothing.
 *   <li>No class of ND4J or Deeplearning4j is loaded while training, as that takes a second. Predictions and what is not compiled load it.
 *   <li>Updaters are plain loops over whole arrays, padding included, which the JIT compiler turns into vectors by itself.
 * </ul>
 */
@NullMarked
package dev.plateau.train.compiled;

import org.jspecify.annotations.NullMarked;

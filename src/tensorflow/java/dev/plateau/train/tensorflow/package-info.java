/**
 * The trainer on TensorFlow Java: dense networks for classification and regression. In the build only with {@code -Ptensorflow}
 * ({@code ./plateau --with tensorflow}), as its library is 161 MB.
 *
 * <p>Start at TensorFlowTrainer. The only room that knows TensorFlow.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>No TensorFlow variables: a step is a function from weights and updater state to their next values, which are fed to the next step as they are
 *       (no copy is made). Nothing can then read a weight while it is written, and a checkpoint is these tensors and nothing else.
 *   <li>Initial weights, order of rows and the seeds of dropout are drawn by us, from the run's seed and the epoch, so that a resumed training
 *       gives the bits of an uninterrupted one. One thread: sums are added in one order.
 *   <li>Updaters are written out in the graph with the formulas of the dl4j trainer instead of taken from tensorflow-framework: one library less,
 *       and the same constants mean the same.
 * </ul>
 */
@NullMarked
package dev.plateau.train.tensorflow;

import org.jspecify.annotations.NullMarked;

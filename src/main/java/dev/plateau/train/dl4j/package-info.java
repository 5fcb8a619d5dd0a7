/**
 * The trainer on Deeplearning4j: dense networks and small convolutional ones, for classification and regression.
 *
 * <p>Start at Dl4jTrainer. The only room that knows DL4J, ND4J and Arbiter's network spaces.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A configuration becomes a network through Arbiter's {@code MultiLayerSpace} whose fields all have fixed values. What is searched lives
 *       in {@code space}, over the same Arbiter parameter spaces; leaves inside the network's space would make it impossible to store a
 *       configuration by its names and values and to build the same network from them after a restart.
 *   <li>Checkpoints are the raw floats of parameters and updater state: one is written after every epoch, in about a millisecond, where DL4J's model
 *       zip takes 20.
 *   <li>Dropout drops outputs of hidden dense layers, as Keras users write it, and not inputs of every layer, as DL4J's global setting does.
 *   <li>One sigmoid for two classes is an output layer without activation and {@code LogitLoss}, which has the sigmoid in itself. DL4J's own
 *       binary cross-entropy gives no slope to the rows that are most wrong, and what a sigmoid rounds to 1 has no logarithm left.
 * </ul>
 */
@NullMarked
package dev.plateau.train.dl4j;

import org.jspecify.annotations.NullMarked;

/**
 * The trainer on Deeplearning4j: dense networks and small convolutional ones, for classification and regression.
 *
 * <p>Start at Dl4jTrainer. The only room that knows DL4J, ND4J and Arbiter's network spaces.
 */
@NullMarked
package dev.plateau.train.dl4j;

import org.jspecify.annotations.NullMarked;

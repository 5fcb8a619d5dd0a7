/**
 * What chance gives a training, drawn as ND4J and Deeplearning4j draw it and without a class of theirs: initial weights, the order of the rows in
 * an epoch, the masks of dropout.
 *
 * <p>Start at {@link dev.plateau.train.chance.Nd4jRandom}, which initial weights and masks come from; {@link dev.plateau.train.chance.Order}
 * comes from java.util.Random's algorithm instead. A value room: may import {@code train}, {@code train.network} and the matrices of
 * {@code kernel}, and is imported by {@code train.compiled} alone.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Every draw is Deeplearning4j's to the last bit, so that a training of either trainer can be compared with, and go on in, the other. Only
 *       initial weights from a normal distribution may differ, by some units in the last place: ND4J's depend on the C library of the machine.
 *   <li>ND4J's generator is written again instead of asked, as loading ND4J takes a second.
 *   <li>A seed says what is drawn and time never does: one for the run, and from it one for each epoch and purpose ({@link
 *       dev.plateau.train.Seeds}), so that an epoch after a restart draws what it would have drawn. So 0 is a seed, too, where ND4J takes the clock.
 *   <li>Random values are computed in loops over whole arrays, which the JIT compiler turns into vectors. Orders and masks allocate nothing after the
 *       first step.
 * </ul>
 */
@NullMarked
package dev.plateau.train.chance;

import org.jspecify.annotations.NullMarked;

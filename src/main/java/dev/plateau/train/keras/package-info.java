/**
 * A network as a Keras definition describes it: what {@code model.to_json()} of Keras 2 and 3 writes, read into layers of our own.
 *
 * <p>Start at {@link dev.plateau.train.keras.KerasModel}. A value room: no files, no threads, no training. May import the fields of
 * {@code train}; trainers and the reader of experiment files import it.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The JSON is read here and not by deeplearning4j-modelimport. That one is 0.3 MB, but it needs a native HDF5 (3.1 MB more) and gson, knows
 *       nothing of Keras 3, takes Lambda layers, keeps loss and optimiser of the file, and builds whatever size the file asks for. Weights,
 *       which it would also read, are nothing a search can begin with: each fold and seed starts from its own.
 *   <li>Settings hold the network in a form of its own, without names, seeds and versions: one network that Keras 2 and Keras 3 wrote is one
 *       training, and a renamed layer changes nothing.
 *   <li>The last layer has a unit for each class and softmax, or for two classes one unit and sigmoid. Linear is the same in both places, as the
 *       loss has the function in itself; any other would be trained as if it were not there, or, as softmax of one unit, could learn nothing.
 *   <li>What has no counterpart is refused by name, never left out. Left out are only what the experiment decides (loss, optimiser, metrics) and
 *       what has no say (names, seeds).
 *   <li>A file is a stranger's: so many bytes, levels, layers and weights and no more, and no name in it ever becomes a class.
 * </ul>
 */
@NullMarked
package dev.plateau.train.keras;

import org.jspecify.annotations.NullMarked;

/**
 * What a network of ours is: the settings of a model, read, completed and checked, and how large it is. Shared by the trainers that
 * build it.
 *
 * <p>Start at {@link dev.plateau.train.network.Network}; {@link dev.plateau.train.network.NetworkState} is what a checkpoint of one holds. A value room: knows no library.
 */
@NullMarked
package dev.plateau.train.network;

import org.jspecify.annotations.NullMarked;

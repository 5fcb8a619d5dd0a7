/**
 * The arithmetic of dense networks on float arrays: products of matrices, activations, softmax, sums.
 *
 * <p>Start at {@link dev.plateau.kernel.Kernel}; {@link dev.plateau.kernel.Kernels#best} gives the one for this machine. Imports nothing, and is
 * imported by {@code train.compiled} and, for its matrices, {@code train.chance} alone. {@code kernel.vector} (in {@code src/vector}, compiled with the incubating module
 * {@code jdk.incubator.vector}) is the same on the JDK's Vector API.
 *
 * <p>Decided: every implementation gives the same bits, with any number of lanes. Each value of a product is one chain of fused
 * multiply-adds in ascending order, so vectors run across values and never across a sum; sums over an array are 16 interleaved
 * chains, added in order at the end; functions are polynomials of our own, of the same operations in both. So a run gives the same
 * curves on a machine with 4, 8 or 16 lanes or none, and {@code verify} compares them to the last bit.
 *
 * <p>Decided: what updaters do to each parameter is not here. The JIT compiler makes vectors of plain loops over arrays of one layout (a method of
 * one loop, its arrays and numbers as arguments): Adam on 4,832 parameters took 2.0 microseconds so and 2.1 on the Vector API, and such a loop is
 * of use before it is compiled, where vectors are objects. It cannot do so for exponentials, whose bits it would have to shift.
 */
@NullMarked
package dev.plateau.kernel;

import org.jspecify.annotations.NullMarked;

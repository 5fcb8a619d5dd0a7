/**
 * {@link dev.plateau.kernel.Kernel} on the JDK's Vector API. Compiled by itself, since javac warns of an incubating module and cannot be told not to.
 *
 * <p>Start at {@link dev.plateau.kernel.vector.VectorKernel}; the products are {@code Tiles}, the functions {@code VectorFunctions}. May import {@code
 * kernel} and the Vector API, and is found by the service loader.
 *
 * <p>Decided: few and short methods, since a short search is over before a long compilation. Rows have no tails (a tile stores the last row
 * more than once), columns have none either (strides are multiples of 16), and a, b and its transposed form share two tiles. The species is a
 * static constant, so the number of lanes is one of a process: {@code -Dplateau.lanes} tries another. Array bounds are checked: without
 * the checks ({@code VECTOR_ACCESS_OOB_CHECK=0}) the products were no faster.
 *
 * <p>Decided: what a method is called on is a vector that was just loaded or broadcast, never one that a loop carries ({@code loaded.add(sum)}, not {@code
 * sum.add(loaded)}). Of the first the compiler knows the class; of the second it must have seen it often enough, or it makes objects.
 */
package dev.plateau.kernel.vector;

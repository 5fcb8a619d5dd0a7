/** {@link dev.plateau.kernel.Kernel} on the JDK's Vector API. Compiled by itself, since javac warns of an incubating module and cannot be told not to. */
package dev.plateau.kernel.vector;

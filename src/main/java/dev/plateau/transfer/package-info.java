/** In and out: what other tools keep becomes experiments here, and what is here becomes their files. */
@NullMarked
package dev.plateau.transfer;

import org.jspecify.annotations.NullMarked;

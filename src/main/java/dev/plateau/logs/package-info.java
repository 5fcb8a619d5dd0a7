/** What training programs write, read as epochs: lines of text, Keras CSVLogger files, TensorBoard event files. */
@NullMarked
package dev.plateau.logs;

import org.jspecify.annotations.NullMarked;

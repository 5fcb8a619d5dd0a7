/**
 * The experiment file: one search, read and checked.
 *
 * <p>Start at {@code Experiments.read}. May import {@code space}, {@code curve}, {@code data} and {@code train}; the
 * only room that knows YAML and JSON Schema. The schema itself is {@code experiments/experiment.schema.json}, which editors use too.
 *
 * <p>Decided: a room of its own, which DESIGN does not have, because reading a file is neither a value ({@code space}) nor a
 * command ({@code cli}), and the server starts searches from files as well.
 */
@NullMarked
package dev.plateau.experiment;

import org.jspecify.annotations.NullMarked;

/**
 * The experiment file: one search, read and checked.
 *
 * <p>Start at {@link dev.plateau.experiment.Experiments}. May import {@code spelling}, {@code space}, {@code curve}, {@code data} and {@code
 * train}; the only room that knows YAML. {@code experiments/experiment.schema.json} describes the file to editors.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A room of its own, which DESIGN does not have, because reading a file is neither a value ({@code space}) nor a
 *       command ({@code cli}), and the server starts searches from files as well.
 *   <li>Files are checked by hand and not with the JSON Schema. Measured in a fresh JVM: networknt's validator with Jackson
 *       takes 200 ms to load and check a schema a tenth the size of ours, a third of what {@code plateau plan} may take in
 *       all, and its {@code oneOf} failures name every alternative and not the mistake. A test holds schema and reader to
 *       the same verdict on all shipped and some hundred bad files; what compares fields with each other is only the
 *       reader's.
 *   <li>YAML is read from its events rather than from composed nodes: two lines of one key can be named, depth is bounded
 *       before the stack ends, and aliases never become the graph that a YAML bomb is.
 *   <li>Mistakes do not stop reading; a wrong field counts as left out while its siblings are read. Rules of the whole (the
 *       size of the grid) are judged only when every part is right, else they would blame the wrong line.
 *   <li>Names, limits and the choice of the epoch count are no part of an experiment's definition: a search may be resumed
 *       with more trials or another time limit. The order of keys is none either, except for the parameters of a grid,
 *       whose trials it numbers and, with {@code max_trials}, selects.
 *   <li>A parameter is replaced in a file by exchanging the characters of its fields, found by the marks of the parser, and the result is read and
 *       compared before anybody gets it. Writing the YAML anew was refused: it loses comments and order.
 *   <li>A plain {@code epochs: 5} under parameters is refused with a hint to {@code {value: 5}}, as in W&amp;B: the shorthand
 *       would make a list mean a grid to some and one value to others.
 *   <li>{@code nested} stands under {@code cross_validation}, because it says how rows are split. It is part of the definition: a search
 *       that is nested has trainings that one without has not.
 *   <li>The Keras definition that {@code model.keras} names is read with the file and stored behind its text. A name alone would let a search go on with
 *       another network after the file has changed; a column of its own in the store would have to be carried through every reader of texts.
 *   <li>Left out are: trainer auto, grid, val_loss, 5 folds, no nesting (3 inner folds with it), no early stopping, 2 restarts, 1 h a run and seed 42; each is
 *       listed under {@code assumed}. Learning rate and batch size are not: the trainer completes them.
 * </ul>
 */
@NullMarked
package dev.plateau.experiment;

import org.jspecify.annotations.NullMarked;

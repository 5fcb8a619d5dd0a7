/**
 * Data sets and how they are split into folds.
 *
 * <p>Start at {@code DataSet.read} and {@code Folds}. Imports no other room; the only one
 * that knows the CSV reader. Knows nothing of networks: what a trainer gets is {@link dev.plateau.data.FoldData}.
 *
 * <p>Decided: everything learned from data (means, deviations, fills for missing cells) is learned in {@code FoldData}, from
 * its training rows alone, so that no other place can leak a validation row into training.
 */
@NullMarked
package dev.plateau.data;

import org.jspecify.annotations.NullMarked;

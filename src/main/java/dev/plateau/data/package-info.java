/**
 * Data sets and how they are split into folds.
 *
 * <p>Start at {@link dev.plateau.data.DataSet#read}, {@link dev.plateau.data.Folds#split} and {@link
 * dev.plateau.data.FoldData#of}. Imports no other room but {@code spelling}; the only one
 * that knows the CSV reader. Knows nothing of networks: what a trainer gets is {@link dev.plateau.data.FoldData}.
 *
 * <p>Decided: everything learned from data (means, deviations, fills for missing cells) is learned in {@code FoldData}, from
 * its training rows alone, so that no other place can leak a validation row into training.
 *
 * <p>Decided: messages count lines of the file, the header being line 1, because that is what an editor shows. A class, a
 * group or a time that is missing is a mistake whatever {@code missing} says: only features have gaps.
 *
 * <p>Refused: categorical features. Which encoding is right depends on the model, and a silent one would be a guess; a text
 * cell in a feature column is a mistake that names its line.
 */
@NullMarked
package dev.plateau.data;

import org.jspecify.annotations.NullMarked;

package dev.plateau.cli.curves;

/**
 * What is read of one fold.
 *
 * @param name as messages call it: fold 3, or fold 3 of repeat 2
 * @param repeat from 0, in the order in which they come
 * @param fold likewise
 */
record FoldSeries(String name, int repeat, int fold, Series objective, Series training) {}

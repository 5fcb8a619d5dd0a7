package dev.plateau.work;

import dev.plateau.data.DataSource;
import dev.plateau.data.Fold;
import java.util.List;

/**
 * What all runs of a search share, told to each worker once.
 *
 * @param trainer name of the trainer
 * @param path the data file, absolute
 * @param sha256 of the data file when the search was planned; a worker that finds another file refuses to train
 */
public record Setup(String trainer, DataSource data, String path, String sha256, List<Fold> folds) {}

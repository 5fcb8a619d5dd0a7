package dev.plateau.api;

import dev.plateau.data.FoldData;

/**
 * How the user's program trains: the least that a search must know. Called once a run, and by several threads at once if the search
 * has several workers.
 *
 * <p>A run that was interrupted starts from its first epoch again and passes over what is stored: a learner gives no checkpoints.
 * Who wants them, or predictions, implements {@link dev.plateau.train.Trainer} instead.
 */
@FunctionalInterface
public interface Learner {

    /**
     * Starts a training.
     *
     * @param values of the parameters in this run
     * @param fold its rows, prepared: features scaled with what the training rows alone tell. {@link FoldData#rows} has their numbers
     *     in the data, for those who keep the data themselves
     * @param seed of the run; a training that takes all chance from it can be repeated
     * @throws Exception as {@link Epochs#next}
     */
    Epochs start(Values values, FoldData fold, long seed) throws Exception;
}

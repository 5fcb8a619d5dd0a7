package dev.plateau.work;

import dev.plateau.train.Settings;
import java.util.Map;

/**
 * One run for a worker.
 *
 * @param settings the values of completed {@link Settings}
 * @param seed of the run
 * @param from epochs that are stored already, 0 to start
 * @param to the last epoch to train
 * @param checkpoints folder of the run's checkpoints
 * @param keepsLast whether the checkpoint of the last epoch is written in any case, for who goes on from there or makes a model of it;
 *     else like any other, if the one before is a second old
 */
public record Assignment(
        long runId,
        Map<String, Object> settings,
        int repeat,
        int fold,
        long seed,
        int from,
        int to,
        String checkpoints,
        boolean keepsLast) {}

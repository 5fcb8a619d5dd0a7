package dev.plateau.run;

import dev.plateau.curve.Goal;
import dev.plateau.experiment.Experiment.EarlyStopping;

/** Early stopping inside one run: counts the epochs since the last one that was better by more than the least difference. */
final class Patience {

    private final EarlyStopping rule;
    private final Goal goal;
    private double best = Double.NaN;
    private int waited;

    Patience(EarlyStopping rule, Goal goal) {
        this.rule = rule;
        this.goal = goal;
    }

    /** Whether the run should end after an epoch with this value of the objective. */
    boolean exhausted(double value) {
        double needed = goal == Goal.MINIMIZE ? best - rule.minDelta() : best + rule.minDelta();
        if (goal.better(value, needed)) {
            best = value;
            waited = 0;
        } else {
            waited++;
        }
        return waited >= rule.patience();
    }
}

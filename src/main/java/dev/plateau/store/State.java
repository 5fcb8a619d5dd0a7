package dev.plateau.store;

/** Where an experiment, a trial or a run stands. */
public enum State {
    QUEUED,
    RUNNING,
    COMPLETED,
    PRUNED,
    FAILED,
    CANCELLED,
    LOST;

    /** Whether nothing more will happen to it. */
    public boolean ended() {
        return this == COMPLETED || this == PRUNED || this == FAILED || this == CANCELLED;
    }
}

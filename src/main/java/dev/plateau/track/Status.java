package dev.plateau.track;

/** How far a run is, in MLflow's words: QUEUED, RUNNING, COMPLETED, FAILED and CANCELLED of the rest of Plateau. */
public enum Status {
    SCHEDULED,
    RUNNING,
    FINISHED,
    FAILED,
    KILLED;

    /** Whether nothing more is expected of the run. */
    public boolean ended() {
        return this == FINISHED || this == FAILED || this == KILLED;
    }
}

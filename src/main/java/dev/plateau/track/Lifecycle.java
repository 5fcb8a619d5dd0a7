package dev.plateau.track;

/** Whether something has been deleted; what has can be restored. */
public enum Lifecycle {
    ACTIVE,
    DELETED
}

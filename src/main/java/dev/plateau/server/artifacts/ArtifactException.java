package dev.plateau.server.artifacts;

/** Why a file cannot be kept, given or taken away, in one sentence without a place of this machine. */
public final class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Whose mistake it is. */
    public enum Reason {
        /** The path cannot be one of a file here. */
        WRONG_PATH,
        MISSING,
        TOO_LARGE,
        NO_SPACE
    }

    private final Reason reason;

    public ArtifactException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ArtifactException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

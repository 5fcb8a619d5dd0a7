package dev.plateau.track;

/** Something that was asked for cannot be, in one sentence for the one who asked. */
public final class TrackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, in MLflow's words. */
    public enum Code {
        RESOURCE_DOES_NOT_EXIST,
        RESOURCE_ALREADY_EXISTS,
        INVALID_PARAMETER_VALUE,
        INVALID_STATE
    }

    private final Code code;

    public TrackException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}

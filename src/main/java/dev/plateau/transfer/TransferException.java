package dev.plateau.transfer;

/** Something cannot be imported or exported, in one sentence. */
public final class TransferException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TransferException(String message) {
        super(message);
    }

    public TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}

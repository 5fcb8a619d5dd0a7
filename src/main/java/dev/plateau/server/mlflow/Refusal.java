package dev.plateau.server.mlflow;

import dev.plateau.track.TrackException;
import io.javalin.http.HttpStatus;

/** An answer that is an error, in the words and with the status that clients of MLflow know. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What clients look at. They ask again after 429 and most of 500 and more, so that a mistake must not be one of those. */
    enum Code {
        INVALID_PARAMETER_VALUE(HttpStatus.BAD_REQUEST),
        BAD_REQUEST(HttpStatus.BAD_REQUEST),
        RESOURCE_ALREADY_EXISTS(HttpStatus.BAD_REQUEST),
        INVALID_STATE(HttpStatus.BAD_REQUEST),
        UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
        PERMISSION_DENIED(HttpStatus.FORBIDDEN),
        RESOURCE_DOES_NOT_EXIST(HttpStatus.NOT_FOUND),
        ENDPOINT_NOT_FOUND(HttpStatus.NOT_FOUND),
        METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
        REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
        REQUEST_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS),
        INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
        NOT_IMPLEMENTED(HttpStatus.NOT_IMPLEMENTED),
        TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
        OUT_OF_SPACE(HttpStatus.INSUFFICIENT_STORAGE);

        private final HttpStatus status;

        Code(HttpStatus status) {
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }

        /** The code of an answer that something else has refused. */
        static Code of(HttpStatus status) {
            for (Code code : values()) {
                if (code.status == status && code != INVALID_PARAMETER_VALUE) {
                    return code;
                }
            }
            return status.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode() ? BAD_REQUEST : INTERNAL_ERROR;
        }
    }

    private final Code code;

    Refusal(Code code, String message) {
        super(message);
        this.code = code;
    }

    Refusal(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    Code code() {
        return code;
    }

    /** For a value that cannot be. */
    static Refusal invalid(String message) {
        return new Refusal(Code.INVALID_PARAMETER_VALUE, message);
    }

    static Refusal missing(String parameter) {
        return invalid("Missing value for required parameter '" + parameter + "'");
    }

    static Refusal noRun(String id) {
        return new Refusal(Code.RESOURCE_DOES_NOT_EXIST, "Run with id=" + id + " not found");
    }

    static Refusal noExperiment(String id) {
        return new Refusal(Code.RESOURCE_DOES_NOT_EXIST, "No Experiment with id=" + id + " exists");
    }

    static Refusal of(TrackException e) {
        return new Refusal(Code.valueOf(e.code().name()), String.valueOf(e.getMessage()), e);
    }
}

package dev.plateau.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** An answer that is an error, as RFC 9457 writes it. The detail is for people and never holds a path of this machine. */
public final class Problem extends RuntimeException {

    private final HttpStatus status;
    private final String detail;

    public Problem(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
        this.detail = detail;
    }

    public Problem(HttpStatus status, String detail, Throwable cause) {
        super(detail, cause);
        this.status = status;
        this.detail = detail;
    }

    public HttpStatus status() {
        return status;
    }

    public String detail() {
        return detail;
    }

    public void answer(Context context) {
        context.status(status)
                .header("Cache-Control", "no-store")
                .contentType("application/problem+json")
                .result(body());
        context.res().setHeader("ETag", null);
    }

    byte[] body() {
        return Json.bytes(new Body("about:blank", status.getMessage(), status.getCode(), detail));
    }

    private record Body(String type, String title, int status, String detail) {}
}

package dev.plateau.server.control;

import dev.plateau.server.http.Json;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.server.http.Typed;
import dev.plateau.store.Store;
import dev.plateau.store.sqlite.StoreException;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.function.Function;

/** Answers of the API that change something. What the store refuses becomes a problem with its sentence. */
public final class Changes {

    private final Store store;

    public Changes(Store store) {
        this.store = store;
    }

    /** A handler that does something and writes what came of it as JSON, with this status. */
    public Handler of(HttpStatus status, Function<Request, Object> change) {
        return context -> {
            context.header("Cache-Control", "no-store");
            byte[] body = Json.bytes(done(change, new Request(store, context)));
            context.status(status).contentType("application/json").result(body);
        };
    }

    public Handler of(Function<Request, Object> change) {
        return of(HttpStatus.OK, change);
    }

    private static Object done(Function<Request, Object> change, Request request) {
        try {
            return change.apply(request);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, Typed.withoutPaths(String.valueOf(e.getMessage())));
        } catch (StoreException e) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, Typed.withoutPaths(String.valueOf(e.getMessage())));
        }
    }
}

package dev.plateau.server.http;

import dev.plateau.store.Store;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.UUID;
import java.util.function.Function;

/** Answers of the API that are read from the store. Each carries the version of the store that it is at least as new as. */
public final class Answers {

    /** Versions of two starts have nothing to do with each other. */
    private final String start = UUID.randomUUID().toString().substring(0, 8);

    private final Store store;

    public Answers(Store store) {
        this.store = store;
    }

    /** A handler that writes what is read as JSON, or 304 if the one who asks has it already. */
    public Handler of(Function<Request, Object> read) {
        return context -> {
            // Before the read: a write in between makes the tag too old, which costs a request, never too new.
            String tag = "W/\"" + start + "-" + store.version() + "\"";
            context.header("Cache-Control", "no-cache").header("ETag", tag);
            if (tag.equals(context.header("If-None-Match"))) {
                context.status(HttpStatus.NOT_MODIFIED);
            } else {
                byte[] body = Json.bytes(read.apply(new Request(store, context)));
                context.contentType("application/json").result(body);
            }
        };
    }

    /** A handler for what is not in the store alone, such as a log: it is read each time. */
    public Handler fresh(Function<Request, Object> read) {
        return context -> {
            byte[] body = Json.bytes(read.apply(new Request(store, context)));
            context.header("Cache-Control", "no-store")
                    .contentType("application/json")
                    .result(body);
        };
    }
}

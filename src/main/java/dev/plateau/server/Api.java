package dev.plateau.server;

import dev.plateau.compare.Influence;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.UUID;
import java.util.function.Function;

/** The answers of the API. Each carries the version of the store that it is at least as new as. */
final class Api {

    /** Versions of two starts have nothing to do with each other. */
    private final String start = UUID.randomUUID().toString().substring(0, 8);

    private final Store store;

    Api(Store store) {
        this.store = store;
    }

    Handler experiments() {
        return answering(context -> ExperimentList.of(store.experiments()));
    }

    Handler experiment() {
        return answering(context -> ExperimentDetail.read(store, named(context)));
    }

    Handler curves() {
        return answering(context -> Curves.read(
                store,
                named(context),
                context.queryParamAsClass("trials", String.class).getOrDefault(""),
                context.queryParamAsClass("metric", String.class).getOrDefault("")));
    }

    Handler importance() {
        return answering(context -> ImportanceColumns.of(Influence.of(store, named(context))));
    }

    private Handler answering(Function<Context, Object> read) {
        return context -> {
            // Before the read: a write in between makes the tag too old, which costs a request, never too new.
            String tag = "W/\"" + start + "-" + store.version() + "\"";
            context.header("Cache-Control", "no-cache").header("ETag", tag);
            if (tag.equals(context.header("If-None-Match"))) {
                context.status(HttpStatus.NOT_MODIFIED);
            } else {
                byte[] body = Json.bytes(read.apply(context));
                context.contentType("application/json").result(body);
            }
        };
    }

    private ExperimentRow named(Context context) {
        String name = context.pathParam("name");
        return store.experiment(name)
                .orElseThrow(() ->
                        new Problem(HttpStatus.NOT_FOUND, "There is no experiment " + name + " in this database"));
    }
}

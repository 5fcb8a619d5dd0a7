package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plateau.track.Found;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.NewRun;
import dev.plateau.track.Query;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackedRun;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What is asked of runs. */
final class RunCalls {

    private static final int USUAL_RESULTS = 1000;

    /** So many runs are in memory at a time, however many are asked for. */
    private static final int CHUNK = 500;

    private RunCalls() {}

    static void create(Call call) {
        Message message = call.message();
        Map<String, String> tags = Rules.tags(message.pairs("tags"));
        String name = message.text("run_name");
        String tagged = tags.getOrDefault(Tags.RUN_NAME, "");
        if (!name.isEmpty() && !tagged.isEmpty() && !name.equals(tagged)) {
            throw Refusal.invalid("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
                    + " values (run_name='" + name + "', mlflow.runName='" + tagged + "').");
        }
        long experiment = call.experiment(message.has("experiment_id") ? message.id("experiment_id") : "");
        long started = message.whole("start_time")
                .orElseGet(() -> call.tracking().clock().millis());
        TrackedRun run = call.tracker()
                .createRun(
                        new NewRun(experiment, name.isEmpty() ? tagged : name, message.text("user_id"), started, tags));
        call.answer("run", to -> Written.run(to, run));
    }

    static void get(Call call) {
        TrackedRun run = run(call, call.message().run());
        call.answer("run", to -> Written.run(to, run));
    }

    static TrackedRun run(Call call, String id) {
        return call.tracker().run(id).orElseThrow(() -> Refusal.noRun(id));
    }

    static void update(Call call) {
        Message message = call.message();
        Optional<Status> status = message.has("status") ? Optional.of(status(message.id("status"))) : Optional.empty();
        TrackedRun run = call.tracker()
                .updateRun(
                        message.run(),
                        status,
                        message.whole("end_time"),
                        message.optional("run_name").filter(name -> !name.isEmpty()));
        call.answer("run_info", to -> Written.info(to, run));
    }

    /** A name of protobuf, or its number. */
    private static Status status(String name) {
        return switch (name) {
            case "RUNNING", "1" -> Status.RUNNING;
            case "SCHEDULED", "2" -> Status.SCHEDULED;
            case "FINISHED", "3" -> Status.FINISHED;
            case "FAILED", "4" -> Status.FAILED;
            case "KILLED", "5" -> Status.KILLED;
            default -> throw Scalars.wrong(name, "status", "RUNNING, SCHEDULED, FINISHED, FAILED or KILLED");
        };
    }

    static void delete(Call call) {
        call.tracker().runLifecycle(call.message().run(), Lifecycle.DELETED);
        call.done();
    }

    static void restore(Call call) {
        call.tracker().runLifecycle(call.message().run(), Lifecycle.ACTIVE);
        call.done();
    }

    static void search(Call call) {
        Message message = call.message();
        Pages pages = Pages.of(message, USUAL_RESULTS);
        Query query = new Query(
                call.experiments("experiment_ids"),
                ExperimentCalls.view(message, "run_view_type"),
                Grammar.filter(Vocabulary.RUNS, message.text("filter")),
                Grammar.orders(Vocabulary.RUNS, message.texts("order_by")),
                pages.offset(),
                Math.min(CHUNK, pages.limit()));
        if (query.experiments().isEmpty()) {
            call.done();
            return;
        }
        // Before the answer begins: whatever is wrong with the question is known then.
        Found<TrackedRun> first = call.tracker().runs(query);
        if (pages.limit() <= CHUNK || !first.more()) {
            call.answer(to -> write(to, call, query, first, pages));
        } else {
            call.stream(to -> write(to, call, query, first, pages));
        }
    }

    private static void write(JsonGenerator to, Call call, Query query, Found<TrackedRun> first, Pages pages)
            throws IOException {
        Found<TrackedRun> found = first;
        long offset = pages.offset();
        long end = pages.offset() + pages.limit();
        if (!found.rows().isEmpty()) {
            to.writeArrayFieldStart("runs");
        }
        while (true) {
            for (TrackedRun run : found.rows()) {
                Written.run(to, run);
            }
            offset += found.rows().size();
            if (!found.more() || offset >= end) {
                break;
            }
            int limit = (int) Math.min(CHUNK, end - offset);
            found = call.tracker()
                    .runs(new Query(query.experiments(), query.view(), query.clauses(), query.order(), offset, limit));
        }
        if (!first.rows().isEmpty()) {
            to.writeEndArray();
        }
        if (found.more()) {
            to.writeStringField("next_page_token", Pages.token(offset));
        }
    }
}

package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.plateau.server.access.Entry;
import dev.plateau.server.artifacts.ArtifactException;
import dev.plateau.server.http.Problem;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.track.TrackException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** MLflow's REST API: what its clients ask a tracking server. */
public final class Mlflow {

    /** Every address of it begins with one of these. */
    private static final List<String> PREFIXES = List.of("/api/2.0/", "/ajax-api/", "/api/3.0/");

    private static final String TRACKING = "mlflow/";
    private static final String ARTIFACTS = "mlflow-artifacts/";

    /** Version of MLflow whose API this is. */
    static final String VERSION = "2.22.0";

    private static final System.Logger LOG = System.getLogger(Mlflow.class.getName());

    private static final List<HandlerType> METHODS =
            List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE);

    private final Tracking tracking;

    private Mlflow(Tracking tracking) {
        this.tracking = tracking;
    }

    /** Whether an address is one of MLflow's, so that its errors are in the words of its clients. */
    public static boolean owns(String path) {
        return path.startsWith("/api/2.0/")
                || path.startsWith("/ajax-api/")
                || path.startsWith("/api/3.0/")
                || path.equals("/get-artifact");
    }

    /** One route a method for all addresses: finding one of a hundred in turn would take longer than its answer. */
    public static void route(RoutesConfig routes, Tracking tracking) {
        Mlflow mlflow = new Mlflow(tracking);
        for (String prefix : PREFIXES) {
            for (HandlerType method : METHODS) {
                routes.addHttpHandler(method, prefix + "<path>", mlflow::answer);
            }
        }
        routes.get("/get-artifact", context -> mlflow.answered(context, ArtifactCalls::get));
        routes.get("/health", context -> context.result("OK"), Entry.ANYBODY);
        routes.get("/version", context -> context.result(VERSION), Entry.ANYBODY);
    }

    private void answer(Context context) {
        answered(context, this::dispatch);
    }

    private void dispatch(Call call) throws IOException {
        String path = below(call.context().req().getRequestURI());
        if (path.startsWith(TRACKING)) {
            Endpoints.answer(call, decoded(path.substring(TRACKING.length())));
        } else if (path.startsWith(ARTIFACTS)) {
            Endpoints.artifacts(call, decoded(path.substring(ARTIFACTS.length())));
        } else {
            throw new Refusal(Refusal.Code.ENDPOINT_NOT_FOUND, "There is nothing at this address");
        }
    }

    /** A path without the version of the API, of which there is one for old clients as well. */
    private static String below(String path) {
        int version = path.indexOf('/', path.indexOf('/', 1) + 1);
        String rest = path.substring(version + 1);
        return rest.startsWith("preview/") ? rest.substring("preview/".length()) : rest;
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("Invalid path: it is not encoded as a URL is");
        }
    }

    private void answered(Context context, Endpoints.Endpoint endpoint) {
        try {
            endpoint.answer(new Call(context, tracking));
        } catch (Refusal e) {
            refuse(context, e);
        } catch (TrackException e) {
            refuse(context, Refusal.of(e));
        } catch (ArtifactException e) {
            refuse(context, ArtifactCalls.refusal(e));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "A client of MLflow could not be answered: " + e.getMessage());
            // The message names the file, which is nobody's business on another machine.
            refuse(
                    context,
                    new Refusal(
                            Refusal.Code.TEMPORARILY_UNAVAILABLE,
                            "The database cannot be read or written at the moment; the server's log says why",
                            e));
        } catch (IOException | UncheckedIOException e) {
            // A client that went away, or a disk: whoever still listens is told.
            LOG.log(System.Logger.Level.DEBUG, "A client of MLflow could not be answered", e);
            refuse(context, new Refusal(Refusal.Code.INTERNAL_ERROR, "The request could not be read or answered", e));
        }
    }

    /** Answers what the guards of the server refuse, in the words of MLflow's clients. */
    public static void refuse(Context context, Problem problem) {
        write(context, problem.status(), Refusal.Code.of(problem.status()).name(), problem.detail());
    }

    private static void refuse(Context context, Refusal refusal) {
        write(context, refusal.code().status(), refusal.code().name(), String.valueOf(refusal.getMessage()));
    }

    private static void write(Context context, HttpStatus status, String code, String message) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            JsonGenerator to = Lenient.JSON.createGenerator(bytes);
            to.writeStartObject();
            to.writeStringField("error_code", code);
            to.writeStringField("message", message);
            to.writeEndObject();
            to.close();
            context.status(status)
                    .header("Cache-Control", "no-store")
                    .contentType("application/json")
                    .result(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
    }
}

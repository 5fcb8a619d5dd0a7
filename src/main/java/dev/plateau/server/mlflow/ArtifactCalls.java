package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plateau.server.artifacts.ArtifactException;
import dev.plateau.server.artifacts.ArtifactFolder;
import dev.plateau.server.artifacts.ArtifactPath;
import dev.plateau.track.TrackedRun;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of runs and models: taken, given, listed. Nothing that a client has sent may run in a page of the dashboard. */
final class ArtifactCalls {

    private static final String PICTURE = "image/";

    /** What a browser may show: pictures that hold no script, and text. All else is bytes. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", PICTURE + "png"),
            Map.entry("jpg", PICTURE + "jpeg"),
            Map.entry("jpeg", PICTURE + "jpeg"),
            Map.entry("gif", PICTURE + "gif"),
            Map.entry("webp", PICTURE + "webp"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain;charset=utf-8"),
            Map.entry("log", "text/plain;charset=utf-8"),
            Map.entry("csv", "text/plain;charset=utf-8"),
            Map.entry("yaml", "text/plain;charset=utf-8"),
            Map.entry("yml", "text/plain;charset=utf-8"),
            Map.entry("md", "text/plain;charset=utf-8"),
            Map.entry("py", "text/plain;charset=utf-8"),
            Map.entry("html", "text/plain;charset=utf-8"),
            Map.entry("svg", "text/plain;charset=utf-8"),
            Map.entry("xml", "text/plain;charset=utf-8"));

    private ArtifactCalls() {}

    /** @param path from below the address of all artifacts, decoded once */
    static void give(Call call, String path) throws IOException {
        if (path.isEmpty()) {
            list(call);
        } else {
            send(call, ArtifactPath.of(path));
        }
    }

    private static void list(Call call) {
        ArtifactPath path = ArtifactPath.of(call.message().text("path"));
        List<ArtifactFolder.Entry> entries = call.tracking().artifacts().list(path);
        call.answer(to -> write(to, "", entries));
    }

    static void take(Call call, String path) throws IOException {
        Context context = call.context();
        try (InputStream body = context.req().getInputStream()) {
            call.tracking()
                    .artifacts()
                    .put(ArtifactPath.of(path), body, context.req().getContentLengthLong());
        }
        call.done();
    }

    static void drop(Call call, String path) throws IOException {
        call.tracking().artifacts().delete(ArtifactPath.of(path));
        call.done();
    }

    /** The files of a run, with paths from its own folder. */
    static void ofRun(Call call) {
        Message message = call.message();
        answer(call, RunCalls.run(call, message.run()).artifacts(), message.text("path"));
    }

    /** @param uri of a run's or model's files; those that are not kept here are nobody's business of this server */
    static void answer(Call call, String uri, String path) {
        ArtifactPath wanted = ArtifactPath.of(path);
        List<ArtifactFolder.Entry> entries = uri.startsWith(Tracking.HERE)
                ? call.tracking().artifacts().list(wanted.within(folder(uri)))
                : List.of();
        call.answer(to -> {
            to.writeStringField("root_uri", uri);
            write(to, wanted.isRoot() ? "" : wanted + "/", entries);
        });
    }

    private static void write(JsonGenerator to, String before, List<ArtifactFolder.Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        to.writeArrayFieldStart("files");
        for (ArtifactFolder.Entry entry : entries) {
            to.writeStartObject();
            to.writeStringField("path", before + entry.name());
            to.writeBooleanField("is_dir", entry.isFolder());
            if (!entry.isFolder()) {
                to.writeNumberField("file_size", entry.bytes());
            }
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /** One file of a run. */
    static void get(Call call) throws IOException {
        Message message = call.message();
        TrackedRun run = RunCalls.run(call, message.run());
        if (!run.artifacts().startsWith(Tracking.HERE)) {
            throw Refusal.invalid(
                    "The artifacts of this run are not kept by this server: they are at " + run.artifacts());
        }
        send(call, ArtifactPath.of(message.required("path")).within(folder(run.artifacts())));
    }

    /** Where the files of a URI are: with two slashes it names a server first, which is this one. */
    static ArtifactPath folder(String uri) {
        String rest = uri.substring(Tracking.HERE.length());
        String path = rest.startsWith("//") ? rest.replaceFirst("//[^/]*", "") : rest;
        return ArtifactPath.of(path.replaceFirst("^/+", ""));
    }

    private static void send(Call call, ArtifactPath path) throws IOException {
        Path file = call.tracking().artifacts().file(path);
        Context context = call.context();
        String name = path.name();
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        context.header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name))
                .header("Cache-Control", "no-cache")
                .contentType(TYPES.getOrDefault(end, "application/octet-stream"))
                .disableCompression();
        context.res().setContentLengthLong(Files.size(file));
        try (InputStream content = Files.newInputStream(file)) {
            content.transferTo(context.res().getOutputStream());
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Refusal refusal(ArtifactException e) {
        Refusal.Code code = switch (e.reason()) {
            case WRONG_PATH -> Refusal.Code.INVALID_PARAMETER_VALUE;
            case MISSING -> Refusal.Code.RESOURCE_DOES_NOT_EXIST;
            case TOO_LARGE -> Refusal.Code.REQUEST_TOO_LARGE;
            case NO_SPACE -> Refusal.Code.OUT_OF_SPACE;
        };
        return new Refusal(code, String.valueOf(e.getMessage()), e);
    }
}

package dev.plateau.transfer.logged;

import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.PlainYaml;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.transfer.Omissions;
import dev.plateau.transfer.TransferException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A file store of MLflow, usually named {@code mlruns}: {@code EXPERIMENT/meta.yaml}, {@code EXPERIMENT/RUN/meta.yaml} and beside it a
 * file for each parameter, tag and metric. Source: mlflow/store/tracking/file_store.py.
 */
final class MlflowFolder implements Source {

    private static final String META = "meta.yaml";

    /** Numbers of RunStatus in MLflow's protocol, from 1. */
    private static final List<Status> STATUSES =
            List.of(Status.RUNNING, Status.SCHEDULED, Status.FINISHED, Status.FAILED, Status.KILLED);

    /** {@code time value step}, and whatever later versions add. */
    private static final int MAX_LINE = 10_000;

    private final Path root;
    private final Map<String, Path> folders = new HashMap<>();

    MlflowFolder(Path root) {
        this.root = root;
    }

    /** Whether a folder, or one in it, has the fields of an experiment. */
    static boolean is(Path folder) {
        return Folders.inside(folder).stream().anyMatch(inside -> Folders.isFile(inside.resolve(META)));
    }

    @Override
    public String tool() {
        return "mlflow";
    }

    @Override
    public List<ForeignExperiment> experiments(Omissions omissions) {
        List<ForeignExperiment> experiments = new ArrayList<>();
        Stream.concat(Folders.inside(root).stream(), Folders.inside(root.resolve(".trash")).stream())
                .filter(folder -> Folders.isFile(folder.resolve(META)))
                .forEach(folder -> experiment(folder, omissions).ifPresent(experiments::add));
        if (Folders.isFolder(root.resolve("models"))) {
            omissions.add("registered models: those in " + root.resolve("models"));
        }
        return experiments;
    }

    private Optional<ForeignExperiment> experiment(Path folder, Omissions omissions) {
        Optional<Map<String, Object>> meta = meta(folder, omissions);
        if (meta.isEmpty()) {
            return Optional.empty();
        }
        List<ForeignRun> runs = Folders.inside(folder).stream()
                .filter(inside -> Folders.isFile(inside.resolve(META)))
                .flatMap(run -> run(run, omissions).stream())
                .toList();
        String id = text(meta.get(), "experiment_id");
        if (id.equals("0") && runs.isEmpty()) {
            return Optional.empty(); // the one that every store begins with
        }
        String name = text(meta.get(), "name");
        Map<String, String> tags = new LinkedHashMap<>();
        values(folder.resolve("tags"), tags::put, omissions);
        String key = id + "@" + whole(meta.get(), "creation_time").orElse(0) + ":" + name;
        return Optional.of(new ForeignExperiment(key, name, isDeleted(meta.get()), tags, runs));
    }

    private Optional<ForeignRun> run(Path folder, Omissions omissions) {
        Optional<Map<String, Object>> fields = meta(folder, omissions);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> meta = fields.get();
        String id = text(meta, meta.containsKey("run_id") ? "run_id" : "run_uuid");
        OptionalLong started = whole(meta, "start_time");
        Optional<Status> status = status(text(meta, "status"));
        if (id.isEmpty() || started.isEmpty() || status.isEmpty() || folders.putIfAbsent(id, folder) != null) {
            omissions.add("run in " + folder + ": its id, start or status is no such thing");
            return Optional.empty();
        }
        Map<String, String> parent = new HashMap<>();
        Path tag = folder.resolve("tags").resolve(Tags.PARENT);
        if (Folders.isFile(tag)) {
            parent.put("", Folders.text(tag).strip());
        }
        return Optional.of(new ForeignRun(
                id,
                text(meta, meta.containsKey("run_name") ? "run_name" : "name"),
                text(meta, "user_id"),
                status.get(),
                started.getAsLong(),
                whole(meta, "end_time"),
                isDeleted(meta),
                Optional.ofNullable(parent.get("")),
                "ended " + whole(meta, "end_time").orElse(0)));
    }

    private static Optional<Status> status(String text) {
        return text.matches("[1-5]") ? Optional.of(STATUSES.get(text.charAt(0) - '1')) : Intake.status(text);
    }

    private static Optional<Map<String, Object>> meta(Path folder, Omissions omissions) {
        Path file = folder.resolve(META);
        try {
            return Optional.of(PlainYaml.mapping(Folders.text(file), file));
        } catch (ExperimentException | TransferException e) {
            omissions.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String text(Map<String, Object> meta, String field) {
        return String.valueOf(meta.getOrDefault(field, ""));
    }

    private static OptionalLong whole(Map<String, Object> meta, String field) {
        return meta.get(field) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static boolean isDeleted(Map<String, Object> meta) {
        return text(meta, "lifecycle_stage").toLowerCase(Locale.ROOT).equals("deleted");
    }

    @Override
    public void read(ForeignRun run, Reading reading, Omissions omissions) {
        Path folder = folders.getOrDefault(run.key(), root);
        values(folder.resolve("params"), reading::param, omissions);
        values(
                folder.resolve("tags"),
                (key, value) -> {
                    if (!key.equals(Tags.PARENT)) {
                        reading.tag(key, value);
                    }
                },
                omissions);
        meta(folder, omissions)
                .map(meta -> text(meta, "artifact_uri"))
                .filter(place -> !place.isEmpty())
                .ifPresent(place -> reading.tag("plateau.source.artifacts", place));
        Path metrics = folder.resolve("metrics");
        for (Path file : Folders.files(metrics, omissions)) {
            metric(file, name(metrics, file), reading, omissions);
        }
        if (!Folders.inside(folder.resolve("inputs")).isEmpty()) {
            omissions.add("run " + run.key() + ": its inputs, which a file store keeps apart from it");
        }
    }

    private static void values(Path folder, BiConsumer<String, String> use, Omissions omissions) {
        for (Path file : Folders.files(folder, omissions)) {
            try {
                use.accept(name(folder, file), Folders.text(file));
            } catch (TransferException e) {
                omissions.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static void metric(Path file, String name, Reading reading, Omissions omissions) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n') {
                    point(line.toString(), file, name, reading, omissions);
                    line.setLength(0);
                } else if (line.length() < MAX_LINE) {
                    line.append((char) c);
                }
            }
            point(line.toString(), file, name, reading, omissions);
        } catch (IOException e) {
            throw Folders.failure(file, e);
        }
    }

    private static void point(String line, Path file, String name, Reading reading, Omissions omissions) {
        if (line.isBlank()) {
            return;
        }
        String[] fields = line.strip().split("\\s+", 4);
        Optional<Point> point = fields.length < 2 ? Optional.empty() : point(fields);
        point.ifPresentOrElse(
                found -> reading.metric(name, found), () -> omissions.add("a line of " + file + " that is no point"));
    }

    private static Optional<Point> point(String[] fields) {
        OptionalDouble value = Numbers.of(fields[1]);
        OptionalDouble at = Numbers.of(fields[0]);
        OptionalDouble step = fields.length < 3 ? OptionalDouble.of(0) : Numbers.of(fields[2]);
        return value.isPresent() && at.isPresent() && step.isPresent()
                ? Optional.of(new Point((long) step.getAsDouble(), (long) at.getAsDouble(), value.getAsDouble()))
                : Optional.empty();
    }
}

package dev.plateau.transfer.logged;

import dev.plateau.store.foreign.ForeignDatabase;
import dev.plateau.store.foreign.ForeignDatabase.Where;
import dev.plateau.store.foreign.ForeignRow;
import dev.plateau.track.Input;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.transfer.Omissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A tracking database of MLflow 1.x to 3.x in SQLite. Source: mlflow/store/tracking/dbmodels/models.py. */
final class MlflowDatabase implements Source {

    /** What MLflow keeps as well and Plateau has no place for. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "logged_models", "logged models",
            "trace_info", "traces",
            "registered_models", "registered models",
            "model_versions", "versions of registered models",
            "assessments", "assessments",
            "evaluation_datasets", "evaluation data sets");

    private final ForeignDatabase database;
    private final Map<String, String> parents = new HashMap<>();

    MlflowDatabase(ForeignDatabase database) {
        this.database = database;
    }

    @Override
    public String tool() {
        return "mlflow";
    }

    @Override
    public void close() {
        database.close();
    }

    @Override
    public List<ForeignExperiment> experiments(Omissions omissions) {
        ELSEWHERE.forEach((table, name) -> {
            int[] count = {0};
            database.each(table, row -> count[0]++);
            if (count[0] > 0) {
                omissions.add(name + ": " + count[0]);
            }
        });
        database.each(
                "tags",
                new Where("key", Tags.PARENT),
                row -> row.text("run_uuid")
                        .ifPresent(run -> row.text("value").ifPresent(parent -> parents.put(run, parent))));
        Map<Long, List<ForeignRun>> runs = new HashMap<>();
        database.each(
                "runs",
                row -> run(row, omissions)
                        .ifPresent(run -> runs.computeIfAbsent(
                                        row.whole("experiment_id").orElse(0), id -> new ArrayList<>())
                                .add(run)));
        List<ForeignExperiment> experiments = new ArrayList<>();
        database.each(
                "experiments",
                row -> row.whole("experiment_id")
                        .ifPresent(id -> experiment(row, id, runs.getOrDefault(id, List.of()))
                                .ifPresent(experiments::add)));
        return experiments;
    }

    /** An empty experiment is left out if it is the one that every database begins with. */
    private Optional<ForeignExperiment> experiment(ForeignRow row, long id, List<ForeignRun> runs) {
        if (id == 0 && runs.isEmpty()) {
            return Optional.empty();
        }
        String name = row.text("name").orElse("");
        Map<String, String> tags = new LinkedHashMap<>();
        database.each(
                "experiment_tags",
                new Where("experiment_id", id),
                tag -> tag.text("key")
                        .ifPresent(key -> tags.put(key, tag.text("value").orElse(""))));
        return Optional.of(new ForeignExperiment(
                id + "@" + row.whole("creation_time").orElse(0) + ":" + name, name, isDeleted(row), tags, runs));
    }

    private static boolean isDeleted(ForeignRow row) {
        return row.text("lifecycle_stage").filter("deleted"::equals).isPresent();
    }

    private Optional<ForeignRun> run(ForeignRow row, Omissions omissions) {
        Optional<String> id = row.text("run_uuid");
        Optional<Status> status = row.text("status").flatMap(Intake::status);
        if (id.isEmpty() || row.whole("start_time").isEmpty() || status.isEmpty()) {
            omissions.add("run " + id.orElse("without an id") + ": its start or its status is no such thing");
            return Optional.empty();
        }
        return Optional.of(new ForeignRun(
                id.get(),
                row.text("name").orElse(""),
                row.text("user_id").orElse(""),
                status.get(),
                row.whole("start_time").getAsLong(),
                row.whole("end_time"),
                isDeleted(row),
                Optional.ofNullable(parents.get(id.get())),
                "ended " + row.whole("end_time").orElse(0)));
    }

    @Override
    public void read(ForeignRun run, Reading reading, Omissions omissions) {
        Where ofRun = new Where("run_uuid", run.key());
        database.each(
                "params",
                ofRun,
                row -> row.text("key")
                        .ifPresent(key -> reading.param(key, row.text("value").orElse(""))));
        database.each(
                "tags",
                ofRun,
                row -> row.text("key")
                        .filter(key -> !key.equals(Tags.PARENT))
                        .ifPresent(key -> reading.tag(key, row.text("value").orElse(""))));
        database.each(
                "runs",
                ofRun,
                row -> row.text("artifact_uri").ifPresent(place -> reading.tag("plateau.source.artifacts", place)));
        database.each("metrics", ofRun, row -> metric(run, row, reading, omissions));
        database.each(
                "inputs",
                new Where("destination_id", run.key()),
                row -> row.text("source_id").ifPresent(data -> input(data, row, reading)));
    }

    private static void metric(ForeignRun run, ForeignRow row, Reading reading, Omissions omissions) {
        Optional<String> key = row.text("key");
        boolean isNan = row.whole("is_nan").orElse(0) != 0;
        OptionalDouble value = isNan ? OptionalDouble.of(Double.NaN) : row.number("value");
        if (key.isEmpty() || value.isEmpty() || row.whole("timestamp").isEmpty()) {
            omissions.add(
                    "run " + run.key() + ": a value of the metric " + key.orElse("without a name") + " is no number");
            return;
        }
        reading.metric(
                key.get(),
                new Point(
                        row.whole("step").orElse(0),
                        row.whole("timestamp").getAsLong(),
                        unbounded(value.getAsDouble())));
    }

    /** MLflow stores the infinities as the largest numbers. */
    private static double unbounded(double value) {
        return Math.abs(value) >= Double.MAX_VALUE ? Math.copySign(Double.POSITIVE_INFINITY, value) : value;
    }

    private void input(String data, ForeignRow link, Reading reading) {
        Map<String, String> tags = new LinkedHashMap<>();
        link.text("input_uuid")
                .ifPresent(id -> database.each(
                        "input_tags",
                        new Where("input_uuid", id),
                        tag -> tag.text("name")
                                .ifPresent(
                                        key -> tags.put(key, tag.text("value").orElse("")))));
        database.each(
                "datasets",
                new Where("dataset_uuid", data),
                row -> reading.input(new Input(
                        row.text("name").orElse(""),
                        row.text("digest").orElse(""),
                        row.text("dataset_source_type").orElse(""),
                        row.text("dataset_source").orElse(""),
                        row.text("dataset_schema").orElse(""),
                        row.text("dataset_profile").orElse(""),
                        tags)));
    }
}

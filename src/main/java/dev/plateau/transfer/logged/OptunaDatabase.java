package dev.plateau.transfer.logged;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plateau.store.foreign.ForeignDatabase;
import dev.plateau.store.foreign.ForeignDatabase.Where;
import dev.plateau.store.foreign.ForeignRow;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.transfer.Omissions;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Studies of Optuna 2 to 4 in SQLite: a study is an experiment, a trial a run. Its values are metrics named as the study names
 * them, or {@code value}; what it reported on the way is the curve {@code intermediate_value}. Source: optuna/storages/_rdb/models.py.
 */
final class OptunaDatabase implements Source {

    static final String INTERMEDIATE = "intermediate_value";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, Status> STATES = Map.of(
            "COMPLETE", Status.FINISHED,
            "PRUNED", Status.KILLED,
            "FAIL", Status.FAILED,
            "RUNNING", Status.RUNNING,
            "WAITING", Status.SCHEDULED);

    private final ForeignDatabase database;
    private final Map<String, Long> trials = new HashMap<>();
    private final Map<String, List<String>> metrics = new HashMap<>();

    OptunaDatabase(ForeignDatabase database) {
        this.database = database;
    }

    @Override
    public String tool() {
        return "optuna";
    }

    @Override
    public void close() {
        database.close();
    }

    @Override
    public List<ForeignExperiment> experiments(Omissions omissions) {
        List<ForeignExperiment> studies = new ArrayList<>();
        database.each("studies", row -> {
            if (row.whole("study_id").isPresent() && row.text("study_name").isPresent()) {
                studies.add(study(row, row.whole("study_id").getAsLong(), omissions));
            } else {
                omissions.add("a study without an id or a name");
            }
        });
        omissions.add("times of Optuna have no time zone: they were read as " + ZoneId.systemDefault());
        omissions.add("samplers, pruners and their state: Optuna does not keep them with a study");
        return studies;
    }

    private ForeignExperiment study(ForeignRow row, long id, Omissions omissions) {
        String name = row.text("study_name").orElseThrow();
        Where ofStudy = new Where("study_id", id);
        List<String> goals = new ArrayList<>();
        row.text("direction").ifPresent(goals::add); // where it stood before a study could have several
        database.each(
                "study_directions",
                ofStudy,
                direction -> direction.text("direction").ifPresent(goals::add));
        List<String> names = names(ofStudy, goals.size());
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(Tags.OBJECTIVE, names.get(0));
        goals.stream()
                .findFirst()
                .filter(goal -> goal.matches("MINIMIZE|MAXIMIZE"))
                .ifPresent(goal -> tags.put(Tags.GOAL, goal.equals("MAXIMIZE") ? "maximize" : "minimize"));
        if (goals.size() > 1) {
            omissions.add("study " + name + ": all of its " + goals.size() + " objectives but the first, "
                    + names.get(0) + ", do not rank here; their values are metrics");
        }
        database.each(
                "study_user_attributes",
                ofStudy,
                attribute -> attribute
                        .text("key")
                        .ifPresent(key -> tags.put(
                                "user." + key,
                                plain(attribute.text("value_json").orElse("")))));
        List<ForeignRun> runs = new ArrayList<>();
        database.each(
                "trials",
                ofStudy,
                trial -> run(name, trial, omissions).ifPresent(run -> {
                    metrics.put(run.key(), names);
                    runs.add(run);
                }));
        return new ForeignExperiment(key(name, runs), name, false, tags, runs);
    }

    private static String key(String study, List<ForeignRun> runs) {
        return study + "@" + runs.stream().findFirst().map(ForeignRun::started).orElse(0L);
    }

    private List<String> names(Where ofStudy, int count) {
        List<String> names = new ArrayList<>();
        database.each("study_system_attributes", ofStudy, attribute -> {
            if (attribute.text("key").filter("study:metric_names"::equals).isPresent()) {
                json(attribute.text("value_json").orElse("")).forEach(name -> names.add(name.asText()));
            }
        });
        for (int i = names.size(); i < Math.max(1, count); i++) {
            names.add(count <= 1 ? "value" : "value_" + i);
        }
        return names;
    }

    private Optional<ForeignRun> run(String study, ForeignRow row, Omissions omissions) {
        OptionalLong id = row.whole("trial_id");
        Optional<Status> status = row.text("state").map(STATES::get);
        long number = row.whole("number").orElse(id.orElse(0));
        OptionalLong started = millis(row.text("datetime_start"));
        OptionalLong ended = millis(row.text("datetime_complete"));
        if (id.isEmpty()
                || status.isEmpty()
                || (started.isEmpty() && ended.isEmpty() && status.get().ended())) {
            omissions.add("trial " + number + " of study " + study + ": its state or its time is no such thing");
            return Optional.empty();
        }
        String key = study + "/" + number + "@" + started.orElse(ended.orElse(0));
        trials.put(key, id.getAsLong());
        return Optional.of(new ForeignRun(
                key,
                "trial " + number,
                "",
                status.get(),
                started.orElse(ended.orElse(0)),
                ended,
                false,
                Optional.empty(),
                "ended " + ended.orElse(0)));
    }

    /** {@code 2024-01-31 12:00:00.123456}, as SQLAlchemy writes it. */
    private static OptionalLong millis(Optional<String> text) {
        try {
            return text.map(time -> LocalDateTime.parse(time.strip().replace(' ', 'T'))
                            .atZone(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli())
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty(); // the trial is listed then
        }
    }

    @Override
    public void read(ForeignRun run, Reading reading, Omissions omissions) {
        Where ofTrial = new Where("trial_id", trials.getOrDefault(run.key(), -1L));
        database.each("trial_params", ofTrial, row -> param(run, row, reading, omissions));
        long[] last = {0};
        database.each("trial_intermediate_values", ofTrial, row -> {
            OptionalDouble value = value(row, "intermediate_value", "intermediate_value_type");
            if (value.isEmpty() || row.whole("step").isEmpty()) {
                omissions.add("run " + run.key() + ": an intermediate value that is no number");
                return;
            }
            long step = row.whole("step").getAsLong();
            last[0] = Math.max(last[0], step);
            reading.metric(INTERMEDIATE, new Point(step, run.started(), value.getAsDouble()));
        });
        List<String> names = metrics.getOrDefault(run.key(), List.of());
        database.each("trial_values", ofTrial, row -> {
            OptionalDouble value = value(row, "value", "value_type");
            int objective = (int) row.whole("objective").orElse(0);
            if (value.isEmpty() || objective < 0 || objective >= names.size()) {
                omissions.add("run " + run.key() + ": a value that is no number");
                return;
            }
            reading.metric(
                    names.get(objective), new Point(last[0], run.ended().orElse(run.started()), value.getAsDouble()));
        });
        database.each(
                "trial_user_attributes",
                ofTrial,
                row -> row.text("key")
                        .ifPresent(key -> reading.tag(
                                "user." + key, plain(row.text("value_json").orElse("")))));
        if (run.status() == Status.KILLED) {
            reading.tag("optuna.state", "PRUNED");
        }
    }

    /** A finite value stands in its column; others, since version 3, only in the column of its type. */
    private static OptionalDouble value(ForeignRow row, String column, String type) {
        return switch (row.text(type).orElse("FINITE")) {
            case "INF_POS" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "INF_NEG" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            case "NAN" -> OptionalDouble.of(Double.NaN);
            default -> row.number(column);
        };
    }

    private static void param(ForeignRun run, ForeignRow row, Reading reading, Omissions omissions) {
        Optional<String> name = row.text("param_name");
        OptionalDouble value = row.number("param_value");
        JsonNode distribution = json(row.text("distribution_json").orElse(""));
        Optional<String> text = value.isPresent() ? external(value.getAsDouble(), distribution) : Optional.empty();
        if (name.isPresent() && text.isPresent()) {
            reading.param(name.get(), text.get());
        } else {
            omissions.add("run " + run.key() + ": the parameter " + name.orElse("without a name")
                    + " is no value of its distribution");
        }
    }

    /** What the objective saw: a choice is stored as its index. */
    private static Optional<String> external(double value, JsonNode distribution) {
        String kind = distribution.path("name").asText();
        if (kind.startsWith("Categorical")) {
            JsonNode choice = distribution.path("attributes").path("choices").path((int) value);
            return choice.isMissingNode() ? Optional.empty() : Optional.of(plain(choice.toString()));
        }
        return Optional.of(
                kind.startsWith("Int") && value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value));
    }

    /** The text of a JSON string, all else as JSON. */
    private static String plain(String text) {
        JsonNode node = json(text);
        return node.isTextual() ? node.asText() : text;
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // what should have stood there is listed by who asked
        }
    }
}

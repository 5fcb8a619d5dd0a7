package dev.plateau.experiment;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.CrossValidation.Strategy;
import dev.plateau.data.DataSource;
import dev.plateau.data.DataSource.Missing;
import dev.plateau.data.DataSource.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads where the data is and how it is split. */
final class DataReader {

    private static final String DATA_EXAMPLE = "{path: data/digits.csv, label: label, task: classification}";

    /** Above this a fold would be a handful of rows, or the splits would outnumber any budget. */
    private static final long MAX_SPLITS = 1_000;

    /**
     * Inner folds unless told otherwise: three trainings for each of the search instead of as many as there are folds, and still two thirds of
     * the training rows in each. Fewer rows make the choice a little worse than the one it stands for, so that the honest score errs
     * on the careful side.
     */
    private static final long INNER_FOLDS = 3;

    private final Section top;
    private final Assumed assumed;
    private final boolean script;

    /** @param script whether a program trains, which may have data of its own */
    DataReader(Section top, Assumed assumed, boolean script) {
        this.top = top;
        this.assumed = assumed;
        this.script = script;
    }

    DataSource source() {
        if (!top.has("data") && script) {
            assumed.put("data", "the script's own");
            return DataSource.NONE;
        }
        if (!top.has("data")) {
            top.missing("data", "say where the examples are, for example data: " + DATA_EXAMPLE);
        }
        Section data = top.section("data", DATA_EXAMPLE)
                .knows(List.of("path", "label", "task", "standardize", "missing", "ignore", "group", "time"), Map.of());
        String path = required(data, "path", "name the CSV file, for example path: data/digits.csv");
        String label = required(data, "label", "name the column to predict, for example label: label");
        Optional<Task> task = data.oneOf("task", Task.class);
        if (top.has("data") && !data.has("task")) {
            data.missing("task", "say classification or regression");
        }
        DataSource source = new DataSource(
                path,
                label,
                task.orElse(Task.CLASSIFICATION),
                assumed.or(data.flag("standardize"), data, "standardize", true),
                assumed.or(data.oneOf("missing", Missing.class), data, "missing", Missing.ERROR),
                data.texts("ignore"),
                data.text("group"),
                data.text("time"));
        columns(data, source);
        if (script && source.missing() == Missing.DROP) {
            data.refuse(
                    "missing",
                    "must be error or mean for a script, which counts the rows of the file itself, found drop");
        }
        return source;
    }

    private String required(Section data, String key, String hint) {
        if (top.has("data") && !data.has(key)) {
            data.missing(key, hint);
        }
        return data.text(key, "(?s).*\\S.*", "text that is not blank").orElse("");
    }

    private static void columns(Section data, DataSource source) {
        if (source.ignore().contains(source.label()) && data.has("label")) {
            data.refuse("ignore", "must not name the label, found \"" + source.label() + "\"");
        }
        if (source.group().equals(Optional.of(source.label()))) {
            data.refuse("group", "must not be the label, found \"" + source.label() + "\"");
        }
        if (source.time().equals(Optional.of(source.label()))) {
            data.refuse("time", "must not be the label, found \"" + source.label() + "\"");
        }
    }

    CrossValidation crossValidation(DataSource source) {
        Section section = top.section("cross_validation", "{folds: 5, strategy: stratified, repeats: 1}")
                .knows(List.of("folds", "strategy", "repeats", "holdout", "nested"), Map.of());
        Strategy strategy = assumed.or(section.oneOf("strategy", Strategy.class), section, "strategy", usual(source));
        boolean held = strategy == Strategy.HOLDOUT;
        long folds = assumed.or(
                section.whole("folds", held ? 1 : 2, held ? 1 : MAX_SPLITS), section, "folds", held ? 1L : 5L);
        long repeats = assumed.or(
                section.whole("repeats", 1, strategy == Strategy.TIME_SERIES ? 1 : MAX_SPLITS), section, "repeats", 1L);
        double holdout = section.number("holdout", "a fraction above 0 and below 1", value -> value > 0 && value < 1)
                .orElse(0.2);
        if (held && !section.has("holdout")) {
            assumed.put("cross_validation.holdout", "0.2");
        }
        if (top.has("data") || !script) {
            fits(section, strategy, source);
        } else {
            fitsNoData(section, strategy);
        }
        CrossValidation split = new CrossValidation((int) folds, strategy, (int) repeats, holdout);
        OptionalInt nested = nested(section, held);
        return nested.isPresent() ? split.nestedIn(nested.getAsInt()) : split;
    }

    /** Inner folds: {@code nested: true}, or {@code nested: {folds: 4}}. */
    private OptionalInt nested(Section split, boolean held) {
        Optional<Node> given = split.node("nested");
        if (given.isEmpty()) {
            assumed.put(split.path("nested"), "false");
            return OptionalInt.empty();
        }
        boolean mapping = given.get() instanceof Node.Mapping;
        Object value = given.get() instanceof Node.Scalar scalar ? scalar.value() : "";
        if (!mapping && !(value instanceof Boolean)) {
            split.refuse(
                    "nested",
                    "must be true, false or a mapping such as {folds: 3}, found "
                            + given.get().found());
        }
        if (!mapping && !Boolean.TRUE.equals(value)) {
            return OptionalInt.empty();
        }
        Section nested = (mapping ? split.section("nested", "{folds: 3}") : split.without("nested"))
                .knows(List.of("folds"), Map.of());
        Optional<Long> folds = nested.whole("folds", held ? 1 : 2, held ? 1 : MAX_SPLITS);
        long inner = assumed.or(folds, nested, "folds", held ? 1L : INNER_FOLDS);
        return OptionalInt.of((int) inner);
    }

    /** A group or time column is there to be split by. */
    private static Strategy usual(DataSource source) {
        if (source.group().isPresent()) {
            return Strategy.GROUP;
        }
        if (source.time().isPresent()) {
            return Strategy.TIME_SERIES;
        }
        if (!source.present()) {
            return Strategy.KFOLD;
        }
        return source.task() == Task.CLASSIFICATION ? Strategy.STRATIFIED : Strategy.KFOLD;
    }

    /** Without data folds are numbers, and nothing can be said of their rows. */
    private static void fitsNoData(Section section, Strategy strategy) {
        if (strategy != Strategy.KFOLD && strategy != Strategy.HOLDOUT) {
            section.refuse(
                    "strategy",
                    "must be kfold or holdout without data, found "
                            + strategy.name().toLowerCase(Locale.ROOT));
        }
        if (section.has("nested")) {
            section.refuse("nested", "needs data, whose rows are split; without it folds are only numbers and seeds");
        }
    }

    /** What strategy, task and columns ask of each other; a column that were silently not used would mislead. */
    private static void fits(Section section, Strategy strategy, DataSource source) {
        String found = ", found " + strategy.name().toLowerCase(Locale.ROOT);
        if (strategy == Strategy.STRATIFIED && source.task() == Task.REGRESSION) {
            section.refuse("strategy", "must be kfold, group, time_series or holdout for regression" + found);
        }
        if (strategy == Strategy.GROUP && source.group().isEmpty()) {
            section.refuse("strategy", "group needs data.group, the column whose equal values stay together");
        }
        if (strategy != Strategy.GROUP && source.group().isPresent()) {
            section.refuse("strategy", "must be group when data.group is given" + found);
        }
        if (strategy != Strategy.TIME_SERIES && source.time().isPresent()) {
            section.refuse("strategy", "must be time_series when data.time is given" + found);
        }
        if (strategy != Strategy.HOLDOUT && section.has("holdout")) {
            section.refuse("holdout", "is used only with strategy: holdout" + found);
        }
    }
}

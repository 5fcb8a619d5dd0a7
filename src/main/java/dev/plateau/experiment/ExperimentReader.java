package dev.plateau.experiment;

import dev.plateau.curve.Goal;
import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSource;
import dev.plateau.epoch.Rule;
import dev.plateau.experiment.Experiment.EarlyStopping;
import dev.plateau.experiment.Experiment.Method;
import dev.plateau.experiment.Experiment.Objective;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.space.Space;
import dev.plateau.train.Trainers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the fields of one file, top down, and collects its mistakes. For one file only. */
final class ExperimentReader {

    /** The fields of the file, in the order of the schema. */
    static final List<String> FIELDS = List.of(
            "name",
            "description",
            "trainer",
            "program",
            "command",
            "script",
            "data",
            "model",
            "method",
            "metric",
            "parameters",
            "cross_validation",
            "early_stopping",
            "select_epochs",
            "max_trials",
            "max_concurrent_trials",
            "max_restarts",
            "timeout",
            "seed");

    /** Fields that are known and refused with a sentence of their own. */
    private static final Map<String, String> LATER_FIELDS = Map.of(
            "early_terminate", "is not available yet; leave it out, and every trial trains all its epochs",
            "nested", "belongs under cross_validation: cross_validation: {folds: 5, nested: true}");

    private static final List<String> LATER_METHODS =
            List.of("sobol", "tpe", "gp", "bayes", "cmaes", "evolution", "genetic", "hyperband", "pbt");
    private static final List<String> TRAINERS = List.of(Trainers.AUTO, Trainers.FAST, Trainers.GENERAL);
    private static final List<String> LATER_TRAINERS = List.of("keras", "djl", "process", "sklearn");
    private static final List<String> RULES =
            Stream.of(Rule.values()).map(Rule::label).toList();

    /** Repeatable unless told otherwise: the seed that examples everywhere use. */
    private static final long DEFAULT_SEED = 42;

    private static final String NO_AUTO =
            "cannot be auto for a script, which cannot go on where it ended; give the epochs as values or a range";

    private final Section top;
    private final Mistakes mistakes;
    private final Assumed assumed = new Assumed();

    ExperimentReader(Node.Mapping root, Mistakes mistakes) {
        this.mistakes = mistakes;
        this.top = new Section("", 1, root, mistakes);
    }

    /** @throws ExperimentException with all mistakes */
    Experiment read(Enclosed text, Path folder) {
        Map<String, String> refusals = new HashMap<>(LATER_FIELDS);
        refusals.putAll(ParametersReader.MISPLACED);
        top.knows(FIELDS, refusals);
        String name = name();
        String description = top.text("description").orElse("");
        ScriptReader scripts = new ScriptReader(top, assumed);
        Optional<Script> script = scripts.read();
        String trainer = trainer(scripts.asked());
        DataReader data = new DataReader(top, assumed, scripts.asked());
        DataSource source = data.source();
        Map<String, Object> model =
                script.map(ExperimentReader::model).orElseGet(() -> new ModelReader(top, trainer, text.keras()).read());
        Method method = assumed.or(method(), top, "method", Method.GRID);
        Objective metric = metric();
        ParametersReader parameters = new ParametersReader(top, assumed, trainer, model, method);
        Space space = parameters.read();
        Experiment experiment = new Experiment(
                name,
                description,
                trainer,
                source,
                model,
                method,
                metric,
                space,
                parameters.autoEpochs(),
                split(data.crossValidation(source), parameters.autoEpochs().isPresent()),
                earlyStopping(),
                selectEpochs(),
                new LimitsReader(top, assumed).read(method),
                assumed.or(top.whole("seed"), top, "seed", DEFAULT_SEED),
                assumed.values(),
                text.whole(),
                folder,
                script);
        if (script.isPresent() && parameters.autoEpochs().isPresent()) {
            top.section("parameters", "{epochs: {values: [10, 20, 40]}}").refuse("epochs", NO_AUTO);
        }
        mistakes.check();
        return experiment;
    }

    /** What of a program its trainer must know to plan. */
    private static Map<String, Object> model(Script script) {
        return script.dependsOnEpochs() ? Map.of("depends_on_epochs", true) : Map.of();
    }

    /** Folds decide together when a training of {@code epochs: auto} ends, so none of them had no say in it. */
    private CrossValidation split(CrossValidation split, boolean autoEpochs) {
        if (autoEpochs && split.nested().isPresent()) {
            top.section("cross_validation", "{folds: 5}")
                    .refuse("nested", "does not go with epochs: auto yet; give the epochs as values or a range");
        }
        return split;
    }

    private String name() {
        if (!top.has("name")) {
            top.missing("name", "give the experiment one, for example name: digits");
        }
        return top.text("name", "[A-Za-z0-9._-]{1,100}", "1 to 100 of the characters A-Z a-z 0-9 . _ -")
                .orElse("");
    }

    private String trainer(boolean script) {
        if (script) {
            return assumed.or(Optional.of("script"), top, "trainer", "script");
        }
        Optional<String> given = top.text("trainer", "[a-z0-9_]{1,100}", "a name such as auto");
        given.filter(LATER_TRAINERS::contains).ifPresent(later -> top.word("trainer", TRAINERS, LATER_TRAINERS));
        return assumed.or(given, top, "trainer", Trainers.AUTO);
    }

    private Optional<Method> method() {
        return top.word("method", List.of("grid", "random"), LATER_METHODS)
                .map(word -> Method.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private Objective metric() {
        Section metric =
                top.section("metric", "{name: val_loss, goal: minimize}").knows(List.of("name", "goal"), Map.of());
        Optional<String> given =
                metric.text("name", "[A-Za-z0-9_./ :-]{1,250}", "the name of a metric, such as val_loss");
        String name = assumed.or(given, metric, "name", "val_loss");
        if (metric.has("goal")) {
            return new Objective(name, metric.oneOf("goal", Goal.class).orElse(Goal.MINIMIZE));
        }
        Optional<Goal> usual = Goal.of(name);
        if (usual.isEmpty()) {
            metric.missing("goal", "say minimize or maximize, as the name " + name + " does not tell");
        }
        return new Objective(name, assumed.or(usual, metric, "goal", Goal.MINIMIZE));
    }

    private Optional<EarlyStopping> earlyStopping() {
        if (!top.has("early_stopping")) {
            assumed.put("early_stopping", "none");
            return Optional.empty();
        }
        Section section = top.section("early_stopping", "{patience: 10, min_delta: 0}")
                .knows(List.of("patience", "min_delta"), Map.of());
        if (!section.has("patience")) {
            section.missing("patience", "say how many epochs without improvement end a run, for example patience: 10");
        }
        long patience = section.whole("patience", 1, 1_000_000).orElse(1L);
        Optional<Double> minDelta = section.number("min_delta", "a number of at least 0", value -> value >= 0);
        return Optional.of(new EarlyStopping((int) patience, assumed.or(minDelta, section, "min_delta", 0.0)));
    }

    private SelectEpochs selectEpochs() {
        Section section = top.section("select_epochs", "{rule: auto, confidence: 0.95}")
                .knows(List.of("rule", "confidence"), Map.of());
        Optional<Double> confidence =
                section.number("confidence", "a number above 0 and below 1", value -> value > 0 && value < 1);
        return new SelectEpochs(
                Rule.labelled(assumed.or(section.word("rule", RULES, List.of()), section, "rule", Rule.AUTO.label()))
                        .orElse(Rule.AUTO),
                assumed.or(confidence, section, "confidence", 0.95));
    }
}

package dev.plateau.experiment;

import java.util.ArrayList;
import java.util.List;

/** Experiment texts with mistakes and what is said of them; the reader's tests and the schema's share them. */
final class BadFiles {

    /**
     * @param schema whether the JSON Schema refuses it too; what compares fields with each other is beyond it
     * @param sentences all that the reader says, without the name of the file
     */
    record BadFile(String text, boolean schema, List<String> sentences) {

        @Override
        public String toString() {
            return sentences.get(0);
        }
    }

    private static final String PARAMETER_MODEL_FIELDS =
            "type, hidden, activation, updater, momentum, beta1, beta2, epsilon, rho, dropout, l1, l2, weight_decay, weight_init, "
                    + "gradient_clipping, schedule, shape, filters, kernel, pool, exact_train_metrics";
    private static final String MODEL_FIELDS = PARAMETER_MODEL_FIELDS + ", keras";
    private static final String FIELDS =
            "name, description, trainer, program, command, script, data, model, method, metric, parameters, cross_validation, early_stopping, select_epochs, "
                    + "max_trials, max_concurrent_trials, max_restarts, timeout, seed";
    private static final String PARAMETER_FIELDS = "values, value, distribution, min, max, count, step, when";

    private static final List<BadFile> ALL = new ArrayList<>();

    static {
        top();
        later();
        scripts();
        data();
        names();
        parameters();
        conditions();
        auto();
    }

    private BadFiles() {}

    static List<BadFile> all() {
        return List.copyOf(ALL);
    }

    private static void top() {
        changed(
                "name: x",
                "name: a b",
                "1: name must be 1 to 100 of the characters A-Z a-z 0-9 . _ -, found text \"a b\"");
        changed("name: x", "name: 5", "1: name must be 1 to 100 of the characters A-Z a-z 0-9 . _ -, found 5");
        changed("name: x", "description: x", "1: name is missing; give the experiment one, for example name: digits");
        added("description: [a]", "5: description must be text, found a list");
        added("seed: 1.5", "5: seed must be a whole number, found 1.5");
        added("max_trials: 0", "5: max_trials must be a whole number from 1 to 1000000, found 0");
        added(
                "max_concurrent_trials: many",
                "5: max_concurrent_trials must be a whole number from 1 to 1000, found text \"many\"");
        added("max_restarts: -1", "5: max_restarts must be a whole number from 0 to 100, found -1");
        String time =
                "5: timeout must be a time such as 30s, 30m or 2h, or a number of seconds, of at most 365d, found ";
        added("timeout: 30x", time + "text \"30x\"");
        added("timeout: 0", time + "0");
        added("timeout: true", time + "true");
        compared("timeout: 400d", time + "text \"400d\"");
        added("seeds: 3", "5: unknown key \"seeds\"; did you mean \"seed\"? Known: " + FIELDS);
        added("zzzzzz: 3", "5: unknown key \"zzzzzz\". Known: " + FIELDS);
        added("method: magic", "5: method must be one of grid, random, found text \"magic\"");
        added(
                "method: random",
                "1: max_trials is missing; a random search must know when to end, for example max_trials: 20");
        added(
                "metric: val_loss",
                "5: metric must be a mapping such as {name: val_loss, goal: minimize}, found text \"val_loss\"");
        added("metric: {goal: down}", "5: metric.goal must be one of minimize, maximize, found text \"down\"");
        compared(
                "metric: {name: score}",
                "5: metric.goal is missing; say minimize or maximize, as the name score does not tell");
        added(
                "early_stopping: {min_delta: -1}",
                "5: early_stopping.min_delta must be a number of at least 0, found -1",
                "5: early_stopping.patience is missing; say how many epochs without improvement end a run, for example patience: 10");
        added(
                "early_stopping: {patience: 0}",
                "5: early_stopping.patience must be a whole number from 1 to 1000000, found 0");
        added(
                "select_epochs: {rule: best}",
                "5: select_epochs.rule must be one of auto, minimum, smoothed_minimum, one_standard_error, "
                        + "one_standard_error_paired, patience, gl, pq, up, fold_mean, found text \"best\"");
        added(
                "select_epochs: {confidence: 95}",
                "5: select_epochs.confidence must be a number above 0 and below 1, found 95");
        added("description:", "5: description must be text, found nothing");
        added("model: {hidden: [64, null]}", "5: model.hidden must be filled in, found nothing");
        added("epochs: 5", "5: epochs belongs under parameters, for example parameters: {epochs: {value: 50}}");
    }

    private static void later() {
        added("method: tpe", "5: method: tpe is not available yet; available: grid, random");
        added("trainer: djl", "5: trainer: djl is not available yet; available: auto, compiled, dl4j");
        added(
                "early_terminate: {type: hyperband}",
                "5: early_terminate is not available yet; leave it out, and every trial trains all its epochs");
    }

    private static void scripts() {
        script("trainer: auto", "5: trainer must be script or left out beside program, found auto");
        script("trainer: dl4j", "5: trainer must be script or left out beside program, found dl4j");
        script(
                "model: {hidden: [64]}",
                "5: model is for networks that Plateau builds; give what is fixed under parameters, for example {hidden: {value: 64}}");
        script("script: {memory: 2}", "5: script.memory must be a size such as 500 MB or 2 GB, found 2");
        script(
                "script: {grace: fast}",
                "5: script.grace must be a time such as 5s, or a number of seconds, of at most 10m, found text \"fast\"");
        script(
                "script: {epochs_from: csv}",
                "5: script.epochs_from must be one of any, stdout, mlflow, keras_csv, tensorboard, found text \"csv\"");
        script("script: {env: [A=B]}", "5: script.env must list names of environment variables, found in it \"A=B\"");
        script(
                "script: {memmory: 2 GB}",
                "5: unknown key \"memmory\" in script; did you mean \"memory\"? Known: interpreter, env, epochs_from, "
                        + "depends_on_epochs, memory, grace");
        script("command: python3", "5: command must be a list of texts, found text \"python3\"");
        script(
                "command: []",
                "5: command must hold at least the program, for example [${env}, ${interpreter}, ${program}, ${args}]");
        String macros =
                "Known: env, interpreter, program, args_json, args_json_file, envvar:NAME, args, args_no_boolean_flags, args_no_hyphens";
        ALL.add(new BadFile(
                script("command: ['${arg}']"),
                false,
                List.of("5: command has the unknown macro ${arg}; did you mean \"args\"? " + macros)));
        ALL.add(new BadFile(
                script("command: ['x${args}']"),
                false,
                List.of("5: command must have ${args} alone in its place, found \"x${args}\"")));
        ALL.add(new BadFile(
                ExperimentsTest.MINIMAL + "command: ['${program}']\n",
                false,
                List.of("1: program is missing; the command has ${program}; name it, for example program: train.py")));
        added("trainer: script", "1: program is missing; name the program that trains, for example program: train.py");
        added(
                "script: {grace: 5s}",
                "5: script describes how a program is run; name it, for example program: train.py");
        added("program: ' '", "5: program must be the path of a file, found text \" \"");
        ALL.add(
                new BadFile(
                        script("seed: 1").replace("{value: 5}", "auto"),
                        true,
                        List.of(
                                "4: parameters.epochs cannot be auto for a script, which cannot go on where it ended; give the epochs as values or a range")));
        ALL.add(
                new BadFile(
                        script("seed: 1").replace("classification}", "classification, missing: drop}"),
                        true,
                        List.of(
                                "2: data.missing must be error or mean for a script, which counts the rows of the file itself, found drop")));
        String bare = "name: x\nparameters:\n  epochs: {value: 5}\nprogram: train.py\n";
        ALL.add(new BadFile(
                bare + "cross_validation: {strategy: stratified}\n",
                true,
                List.of("5: cross_validation.strategy must be kfold or holdout without data, found stratified")));
        ALL.add(
                new BadFile(
                        bare + "cross_validation: {nested: true}\n",
                        true,
                        List.of(
                                "5: cross_validation.nested needs data, whose rows are split; without it folds are only numbers and seeds")));
    }

    private static String script(String line) {
        return ExperimentsTest.MINIMAL + line + "\nprogram: train.py\n";
    }

    private static void script(String line, String sentence) {
        ALL.add(new BadFile(script(line), true, List.of(sentence)));
    }

    private static void data() {
        String example = "{path: data/digits.csv, label: label, task: classification}";
        changed(
                "data: {path: x.csv, label: y, task: classification}",
                "description: y",
                "1: data is missing; say where the examples are, for example data: " + example);
        changed(
                "label: y, task: classification",
                "label: ' '",
                "2: data.label must be text that is not blank, found text \" \"",
                "2: data.task is missing; say classification or regression");
        changed(
                "task: classification",
                "task: ranking",
                "2: data.task must be one of classification, regression, found text \"ranking\"");
        inData("standardize: yes", true, "2: data.standardize must be true or false, found text \"yes\"");
        inData("missing: skip", true, "2: data.missing must be one of error, mean, drop, found text \"skip\"");
        inData("ignore: id", true, "2: data.ignore must be a list of texts, found text \"id\"");
        inData("ignore: [y]", false, "2: data.ignore must not name the label, found \"y\"");
        inData("group: y", false, "2: data.group must not be the label, found \"y\"");
        inData(
                "lable: y",
                true,
                "2: unknown key \"lable\" in data; did you mean \"label\"? Known: path, label, task, standardize, missing, ignore, group, time");
        added(
                "cross_validation: {folds: 1}",
                "5: cross_validation.folds must be a whole number from 2 to 1000, found 1");
        added(
                "cross_validation: {strategy: holdout, folds: 5}",
                "5: cross_validation.folds must be a whole number from 1 to 1, found 5");
        added(
                "cross_validation: {repeats: 0}",
                "5: cross_validation.repeats must be a whole number from 1 to 1000, found 0");
        added(
                "cross_validation: {holdout: 0.2}",
                "5: cross_validation.holdout is used only with strategy: holdout, found stratified");
        added("nested: true", "5: nested belongs under cross_validation: cross_validation: {folds: 5, nested: true}");
        String nested = "5: cross_validation.nested must be true, false or a mapping such as {folds: 3}, found ";
        added("cross_validation: {nested: 1}", nested + "1");
        added("cross_validation: {nested: yes}", nested + "text \"yes\"");
        added("cross_validation: {nested: [3]}", nested + "a list");
        added("cross_validation: {nested: }", nested + "nothing");
        added(
                "cross_validation: {nested: {folds: 1}}",
                "5: cross_validation.nested.folds must be a whole number from 2 to 1000, found 1");
        added(
                "cross_validation: {nested: {fold: 3}}",
                "5: unknown key \"fold\" in cross_validation.nested; did you mean \"folds\"? Known: folds");
        added(
                "cross_validation: {strategy: holdout, nested: {folds: 3}}",
                "5: cross_validation.nested.folds must be a whole number from 1 to 1, found 3");
        ALL.add(
                new BadFile(
                        ExperimentsTest.MINIMAL.replace("{value: 5}", "auto") + "cross_validation: {nested: true}",
                        false,
                        List.of(
                                "5: cross_validation.nested does not go with epochs: auto yet; give the epochs as values or a range")));
        compared(
                "cross_validation: {strategy: group}",
                "5: cross_validation.strategy group needs data.group, the column whose equal values stay together");
        ALL.add(
                new BadFile(
                        ExperimentsTest.MINIMAL.replace("classification", "regression")
                                + "cross_validation: {strategy: stratified}",
                        false,
                        List.of(
                                "5: cross_validation.strategy must be kfold, group, time_series or holdout for regression, found stratified")));
        ALL.add(new BadFile(
                ExperimentsTest.MINIMAL.replace("task:", "group: g, task:") + "cross_validation: {strategy: kfold}",
                false,
                List.of("5: cross_validation.strategy must be group when data.group is given, found kfold")));
    }

    private static void names() {
        String known = " Known: learning_rate, batch_size, epochs, " + PARAMETER_MODEL_FIELDS;
        parameter(
                "lerning_rate: {value: 0.1}",
                "5: unknown key \"lerning_rate\" in parameters; did you mean \"learning_rate\"?" + known);
        parameter(
                "model.hiden: {value: 1}",
                "5: unknown key \"model.hiden\" in parameters; did you mean \"hidden\"?" + known);
        related(
                "  dropout: {value: 0.1}\nmodel: {dropout: 0.5}",
                "5: parameters.dropout is given twice, as model.dropout is fixed as well");
        related(
                "  schedule.factor: {value: 0.1}\nmodel: {schedule: step}",
                "5: parameters.schedule.factor is given twice, as model.schedule.factor is fixed as well");
        related(
                "  dropout: {value: 0.1}\n  model.dropout: {value: 0.2}",
                "6: parameters.model.dropout is given twice, first as dropout on line 5");
        parameter(
                "keras: {values: [a.json, b.json]}",
                "5: parameters.keras belongs under model, as it is one file: model: {keras: model.json}");
        added(
                "model: {keras: [a.json]}",
                "5: model.keras must be the name of the JSON file that Keras's model.to_json() wrote, found a list");
        added("model: {lr: 3}", "5: unknown key \"lr\" in model; did you mean \"l1\"? Known: " + MODEL_FIELDS);
        added(
                "model: {learning_rate: 0.1}",
                "5: model.learning_rate belongs under parameters, for example parameters: {learning_rate: {value: 0.01}}");
        changed(
                "  epochs: {value: 5}",
                "  dropout: {value: 0.5}",
                "3: parameters.epochs is missing; say how many to train, for example epochs: {value: 50} or epochs: {values: [10, 20, 40]}");
    }

    private static void parameters() {
        parameter("dropout: 0.5", "5: parameters.dropout must be a mapping such as {value: 0.5}, found 0.5");
        parameter("hidden: [1]", "5: parameters.hidden must be a mapping such as {values: [1, 2]}, found a list");
        parameter(
                "dropout: {vales: [1]}",
                "5: parameters.dropout must have values, or value, or min and max",
                "5: unknown key \"vales\" in parameters.dropout; did you mean \"values\"? Known: " + PARAMETER_FIELDS);
        parameter("dropout: {min: 1}", "5: parameters.dropout.max is missing; distribution: uniform needs it");
        parameter("dropout: {values: 3}", "5: parameters.dropout.values must be a list such as [1, 2], found 3");
        parameter(
                "dropout: {values: []}",
                "5: parameters.dropout.values must list at least one value, found an empty list");
        parameter("dropout: {value: }", "5: parameters.dropout.value must be filled in, found nothing");
        parameter("dropout: {values: [0, ~]}", "5: parameters.dropout.values must be filled in, found nothing");
        parameter(
                "dropout: {values: [1, 1]}", "5: parameters.dropout.values must differ from each other, found [1, 1]");
        related(
                "  dropout: {values: [1, 1.0]}",
                "5: parameters.dropout.values must differ from each other, found [1, 1]");
        parameter(
                "dropout: {values: [1], min: 0}", "5: parameters.dropout.min is not used by distribution: categorical");
        parameter(
                "learning_rate: {distribution: log_uniform_values, min: -1, max: 1, count: 2}",
                "5: parameters.learning_rate.min must be above 0 on a log scale, found -1");
        parameter(
                "learning_rate: {distribution: log_uniform, min: -4, max: -1, count: 2}",
                "5: parameters.learning_rate.distribution must be log_uniform_values, whose min and max are the values themselves and not exponents, found log_uniform");
        parameter(
                "hidden: {distribution: q_uniform, min: 1, max: 9, q: 2}",
                "5: parameters.hidden.distribution must be uniform or int_uniform with a step, found q_uniform",
                "5: parameters.hidden.q is called step here");
        parameter(
                "dropout: {distribution: normal, mu: 0, sigma: 1}",
                "5: parameters.dropout.distribution: normal is not available yet; available: uniform, int_uniform, log_uniform_values, constant, categorical",
                "5: parameters.dropout.mu is not available yet; leave it out",
                "5: parameters.dropout.sigma is not available yet; leave it out");
        parameter(
                "dropout: {distribution: gauss, min: 0, max: 1}",
                "5: parameters.dropout.distribution must be one of uniform, int_uniform, log_uniform_values, constant, categorical, found text \"gauss\"");
        parameter(
                "schedule: {parameters: {type: {value: step}}}",
                "5: parameters.schedule must have values, or value, or min and max",
                "5: parameters.schedule.parameters (nested parameters) is not available yet; use when for a conditional parameter");
        related(
                "  dropout: {min: 0.5, max: 0.1, count: 2}",
                "5: parameters.dropout.min must be below max, found min 0.5 and max 0.1");
        parameter(
                "dropout: {min: low, max: 1, count: 2}",
                "5: parameters.dropout.min must be a number, found text \"low\"");
        related(
                "  dropout: {min: 0, max: 0.5}",
                "5: parameters.dropout is a range, and a grid needs its count (how many points), for example count: 4");
        parameter(
                "dropout: {min: 0, max: 0.5, count: 1}",
                "5: parameters.dropout.count must be a whole number from 2 to 100000, found 1");
        related(
                "  hidden: {distribution: int_uniform, min: 1, max: 4.5, count: 2}",
                "5: parameters.hidden.min and max must be whole numbers of at most 1e9, found 1 and 4.5");
        parameter(
                "learning_rate: {values: [0.1, 0]}",
                "5: parameters.learning_rate.values must be a number above 0, found 0");
        parameter(
                "learning_rate: {min: 0, max: 0.1, count: 2}",
                "5: parameters.learning_rate.min must be above 0, found 0");
        parameter(
                "learning_rate: {distribution: int_uniform, min: 1, max: 3, count: 2}",
                "5: parameters.learning_rate.distribution must be uniform or log_uniform_values, found int_uniform");
        parameter(
                "batch_size: {values: [16, 0.5]}",
                "5: parameters.batch_size.values must be a whole number from 1 to 1000000, found 0.5");
        related(
                "  batch_size: {distribution: log_uniform_values, min: 1, max: 8, count: 2}",
                "5: parameters.batch_size must be of whole numbers: use distribution: int_uniform, or log_uniform_values with whole bounds and step: 1");
        changed("value: 5", "value: 0", "4: parameters.epochs.value must be a whole number from 1 to 1000000, found 0");
        changed(
                "value: 5",
                "values: [10, 2.5]",
                "4: parameters.epochs.values must be a whole number from 1 to 1000000, found 2.5");
        changed(
                "value: 5",
                "min: 0, max: 10, count: 2",
                "4: parameters.epochs.min must be a whole number from 1 to 1000000, found 0");
        related(
                "  l1: {min: 0, max: 0.5, count: 10000}\n  l2: {min: 0, max: 0.5, count: 10000}",
                "3: parameters cannot be a grid: the grid has 100,000,000 points, and the most is 10,000,000; take fewer values, or method: random with max_trials");
    }

    private static void auto() {
        String count = " must be a whole number from 5 to 1000000, found ";
        epochs(
                "automatic",
                "4: parameters.epochs must be auto or a mapping such as {value: 50}, found text \"automatic\"");
        epochs("5", "4: parameters.epochs must be a mapping such as {value: 5}, found 5");
        epochs("{auto: 300}", "4: parameters.epochs.auto must be a mapping such as {start: 20, limit: 300}, found 300");
        epochs(
                "{auto: }",
                "4: parameters.epochs.auto must be a mapping such as {start: 20, limit: 300}, found nothing");
        epochs(
                "{auto: {limit: 40}, values: [10, 20]}",
                "4: parameters.epochs.values cannot be given beside auto, which needs start, limit and worth only");
        epochs(
                "{auto: {}, min: 1, max: 2, count: 2}",
                "4: parameters.epochs.min cannot be given beside auto, which needs start, limit and worth only",
                "4: parameters.epochs.max cannot be given beside auto, which needs start, limit and worth only",
                "4: parameters.epochs.count cannot be given beside auto, which needs start, limit and worth only");
        epochs("{auto: {limit: 2000000}}", "4: parameters.epochs.auto.limit" + count + "2000000");
        epochs("{auto: {start: 4}}", "4: parameters.epochs.auto.start" + count + "4");
        epochs(
                "{auto: {start: many, limit: 9.5}}",
                "4: parameters.epochs.auto.start" + count + "text \"many\"",
                "4: parameters.epochs.auto.limit" + count + "9.5");
        epochs("{auto: {worth: 1}}", "4: parameters.epochs.auto.worth must be a number above 0 and below 1, found 1");
        epochs(
                "{auto: {limits: 50}}",
                "4: unknown key \"limits\" in parameters.epochs.auto; did you mean \"limit\"? Known: start, limit, worth");
        ALL.add(new BadFile(
                ExperimentsTest.MINIMAL.replace("{value: 5}", "{auto: {start: 50, limit: 40}}"),
                false,
                List.of("4: parameters.epochs.auto.start must not be above limit, found start 50 and limit 40")));
        ALL.add(new BadFile(
                ExperimentsTest.MINIMAL.replace("{value: 5}", "auto") + "early_stopping: {patience: 3}",
                false,
                List.of("5: early_stopping cannot be used with epochs: auto, which ends the folds of a trial together;"
                        + " leave one of them out")));
    }

    private static void epochs(String value, String... sentences) {
        changed("{value: 5}", value, sentences);
    }

    private static void conditions() {
        parameter(
                "dropout: {value: 1, when: 3}",
                "5: parameters.dropout.when must be a mapping such as {updater: nesterovs}, found 3",
                "5: parameters.dropout.when must name exactly one parameter, found 0");
        parameter(
                "dropout: {value: 1, when: {epochs: 5, l1: 2}}",
                "5: parameters.dropout.when must name exactly one parameter, found 2");
        related(
                "  dropout: {value: 1, when: {epoch: 5}}",
                "5: unknown key \"epoch\" in parameters.dropout.when; did you mean \"epochs\"? Known: epochs");
        related(
                "  dropout: {value: 1, when: {epochs: 6}}",
                "5: parameters.dropout.when.epochs must be one of [5], found 6");
        related(
                "  dropout: {value: 1, when: {l1: 1}}\n  l1: {value: 1}",
                "5: parameters.dropout.when.l1 must be a parameter that comes before this one");
        related(
                "  dropout: {min: 0, max: 0.5, count: 2}\n  l1: {value: 1, when: {dropout: 0}}",
                "6: parameters.l1.when.dropout must be a parameter with values or of whole numbers, and dropout is neither, found 0");
        related(
                "  hidden: {min: 1, max: 9, count: 2}\n  l1: {value: 1, when: {hidden: 10}}",
                "6: parameters.l1.when.hidden must be a whole number from 1 to 9, found 10");
        related(
                "  l1: {value: 1, when: {epochs: []}}",
                "5: parameters.l1.when.epochs must list at least one value, found an empty list");
        changed(
                "value: 5",
                "value: 5, when: {l1: 1}",
                "4: parameters.epochs.when is not possible, as every configuration needs its epochs");
    }

    private static void changed(String was, String is, String... sentences) {
        ALL.add(new BadFile(ExperimentsTest.MINIMAL.replace(was, is), true, List.of(sentences)));
    }

    private static void added(String line, String... sentences) {
        ALL.add(new BadFile(ExperimentsTest.MINIMAL + line, true, List.of(sentences)));
    }

    private static void compared(String line, String... sentences) {
        ALL.add(new BadFile(ExperimentsTest.MINIMAL + line, false, List.of(sentences)));
    }

    private static void inData(String field, boolean schema, String... sentences) {
        ALL.add(new BadFile(
                ExperimentsTest.MINIMAL.replace("classification}", "classification, " + field + "}"),
                schema,
                List.of(sentences)));
    }

    private static void parameter(String line, String... sentences) {
        added("  " + line, sentences);
    }

    private static void related(String lines, String... sentences) {
        compared(lines, sentences);
    }
}

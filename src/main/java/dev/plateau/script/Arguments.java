package dev.plateau.script;

import dev.plateau.experiment.Script;
import dev.plateau.space.Configuration;
import dev.plateau.work.WorkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words that a program is started with: the command of the file, its macros replaced. No shell ever reads them. */
final class Arguments {

    private static final String ENV = "/usr/bin/env";

    private final Script script;
    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param folder of the experiment file, absolute
     * @param environment of this process, for {@code ${envvar:NAME}} and the search path
     */
    Arguments(Script script, Path folder, Map<String, String> environment) {
        this.script = script;
        this.folder = folder;
        this.environment = environment;
    }

    /** @param file the same parameters as JSON */
    List<String> of(Map<String, Object> parameters, Path file) {
        List<String> words = new ArrayList<>();
        for (String argument : script.command()) {
            switch (argument) {
                case "${args}" -> parameters.forEach((name, value) -> words.add("--" + name + "=" + text(value)));
                case "${args_no_hyphens}" -> parameters.forEach((name, value) -> words.add(name + "=" + text(value)));
                case "${args_no_boolean_flags}" -> parameters.forEach((name, value) -> flag(words, name, value));
                default -> word(argument, parameters, file).ifPresent(words::add);
            }
        }
        return words;
    }

    private static void flag(List<String> words, String name, Object value) {
        if (!(value instanceof Boolean)) {
            words.add("--" + name + "=" + text(value));
        } else if (value.equals(true)) {
            words.add("--" + name);
        }
    }

    /** Empty where the interpreter is asked for and there is none: the program runs by itself. */
    private Optional<String> word(String argument, Map<String, Object> parameters, Path file) {
        if (argument.equals("${interpreter}") && script.interpreter().isEmpty()) {
            return Optional.empty();
        }
        Matcher macro = Script.MACRO.matcher(argument);
        return Optional.of(macro.replaceAll(found -> Matcher.quoteReplacement(one(found.group(1), parameters, file))));
    }

    private String one(String macro, Map<String, Object> parameters, Path file) {
        return switch (macro) {
            case "env" -> ENV;
            case "interpreter" -> script.interpreter().orElse("");
            case "program" -> program().map(Path::toString).orElse("");
            case "args_json" -> Handout.json(parameters);
            case "args_json_file" -> file.toString();
            default -> variable(macro.substring("envvar:".length()));
        };
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new WorkException("command: the environment variable " + name + " is not set here");
        }
        return value;
    }

    private Optional<Path> program() {
        return script.program().map(name -> folder.resolve(name).normalize());
    }

    /** A value as W&B's agent writes it, which is as Python does: True, 0.001, and JSON for lists and mappings. */
    static String text(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value instanceof List<?> || value instanceof Map<?, ?>
                ? Handout.json(value)
                : Configuration.exact(value);
    }

    /** @throws WorkException if the command cannot be started, in one sentence */
    void check() {
        if (!Files.isExecutable(Path.of("/bin/sh"))) {
            throw new WorkException("scripts need a system with /bin/sh");
        }
        Optional<Path> program = program();
        if (program.isPresent() && !Files.isRegularFile(program.get())) {
            throw new WorkException(
                    "program: " + (Files.exists(program.get()) ? "no file is " : "there is no file ") + program.get());
        }
        List<String> words = of(Map.of(), folder);
        Stream<String> started = words.get(0).equals(ENV)
                ? Stream.concat(
                        Stream.of(ENV),
                        words.stream()
                                .skip(1)
                                .filter(word -> !word.contains("="))
                                .limit(1))
                : words.stream().limit(1);
        started.forEach(this::checkExecutable);
    }

    private void checkExecutable(String word) {
        boolean path = word.contains("/");
        boolean found = path
                ? executable(folder.resolve(word))
                : Stream.of(environment.getOrDefault("PATH", "").split(Pattern.quote(":"), -1))
                        .filter(place -> !place.isEmpty())
                        .anyMatch(place -> executable(Path.of(place).resolve(word)));
        if (found) {
            return;
        }
        throw new WorkException(
                !path
                        ? "command: there is no program " + word + " on the PATH"
                        : Files.exists(folder.resolve(word))
                                ? "command: " + word
                                        + " cannot be executed; make it executable, or name what runs it as"
                                        + " script.interpreter"
                                : "command: there is no program " + word);
    }

    private static boolean executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}

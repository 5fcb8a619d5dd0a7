package dev.plateau.experiment;

import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.spelling.Spelling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code program}, {@code command} and {@code script}. */
final class ScriptReader {

    /** The fields of {@code script}, in the order of the schema. */
    static final List<String> FIELDS =
            List.of("interpreter", "env", "epochs_from", "depends_on_epochs", "memory", "grace");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(MB|GB)");

    /** Enough to write a file or two; less than a person waits for a pause. */
    private static final String USUAL_GRACE = "5s";

    /** Ten minutes: a script that needs longer to end does not listen. */
    private static final long MAX_GRACE_MILLIS = 600_000;

    private static final String EXAMPLE = "{interpreter: /usr/bin/python3, memory: 2 GB}";

    private final Section top;
    private final Assumed assumed;

    ScriptReader(Section top, Assumed assumed) {
        this.top = top;
        this.assumed = assumed;
    }

    /** Whether the file means a program of its own, rightly described or not. */
    boolean asked() {
        return top.has("program")
                || top.has("command")
                || top.node("trainer").map(Node::plain).equals(Optional.of("script"));
    }

    /** The program; empty if the file means none. */
    Optional<Script> read() {
        if (!asked()) {
            if (top.has("script")) {
                top.refuse("script", "describes how a program is run; name it, for example program: train.py");
            }
            return Optional.empty();
        }
        refuseOthers();
        Optional<String> program = top.text("program", "(?s).*\\S.*", "the path of a file");
        List<String> command = command(program);
        Section script = top.section("script", EXAMPLE).knows(FIELDS, Map.of());
        Optional<String> interpreter =
                script.text("interpreter", "(?s).*\\S.*", "the name or the path of a program, such as python3");
        Optional<EpochsFrom> from = script.oneOf("epochs_from", EpochsFrom.class);
        Optional<Boolean> depends = script.flag("depends_on_epochs");
        return Optional.of(new Script(
                program,
                command,
                interpreter.or(() -> usual(program)),
                names(script),
                assumed.or(from, script, "epochs_from", EpochsFrom.ANY),
                assumed.or(depends, script, "depends_on_epochs", false),
                memory(script),
                grace(script)));
    }

    private void refuseOthers() {
        top.node("trainer")
                .map(Node::plain)
                .filter(name -> !name.equals("script"))
                .ifPresent(name -> {
                    String given = top.has("program") ? "program" : "command";
                    top.refuse("trainer", "must be script or left out beside " + given + ", found " + name);
                });
        if (top.has("model")) {
            top.refuse(
                    "model",
                    "is for networks that Plateau builds; give what is fixed under parameters, for example {hidden: {value: 64}}");
        }
    }

    private List<String> command(Optional<String> program) {
        List<String> command = top.texts("command");
        if (!top.has("command")) {
            if (!top.has("program")) {
                top.missing("program", "name the program that trains, for example program: train.py");
            }
            return Script.USUAL;
        }
        if (command.isEmpty() && top.node("command").orElseThrow() instanceof Node.Sequence) {
            top.refuse("command", "must hold at least the program, for example " + Script.USUAL);
        }
        command.forEach(argument -> macros(argument, program));
        return command;
    }

    private void macros(String argument, Optional<String> program) {
        Matcher macro = Script.MACRO.matcher(argument);
        while (macro.find()) {
            String name = macro.group(1).replaceFirst("^envvar:.+", "envvar:");
            if (Script.MANY.contains(name) && !macro.group().equals(argument)) {
                top.refuse("command", "must have " + macro.group() + " alone in its place, found \"" + argument + "\"");
            } else if (!Script.MANY.contains(name)
                    && (name.equals("envvar") || !Script.ONE.contains(name.equals("envvar:") ? "envvar" : name))) {
                unknown(macro.group(), name);
            } else if (name.equals("program") && program.isEmpty() && !top.has("program")) {
                top.missing("program", "the command has ${program}; name it, for example program: train.py");
            }
        }
    }

    private void unknown(String macro, String name) {
        List<String> known = Stream.concat(
                        Script.ONE.stream().map(one -> one.equals("envvar") ? "envvar:NAME" : one),
                        Script.MANY.stream())
                .toList();
        top.refuse("command", "has the unknown macro " + macro + Spelling.hint(name, known));
    }

    /** A Python program is run by Python, all others by themselves. */
    private static Optional<String> usual(Optional<String> program) {
        return program.filter(name -> name.endsWith(".py")).map(name -> "python3");
    }

    private static List<String> names(Section script) {
        List<String> names = script.texts("env");
        names.stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]{0,249}"))
                .forEach(name ->
                        script.refuse("env", "must list names of environment variables, found in it \"" + name + "\""));
        return names;
    }

    private OptionalLong memory(Section script) {
        if (!script.has("memory")) {
            assumed.put(script.path("memory"), "no limit");
            return OptionalLong.empty();
        }
        Node given = script.node("memory").orElseThrow();
        Matcher size = SIZE.matcher(String.valueOf(given.plain()));
        double bytes = size.matches()
                ? Double.parseDouble(size.group(1)) * (size.group(2).equals("GB") ? 1L << 30 : 1L << 20)
                : 0;
        if (bytes < 1 << 20) {
            script.refuse("memory", "must be a size such as 500 MB or 2 GB, found " + given.found());
        }
        return OptionalLong.of(Math.round(bytes));
    }

    private long grace(Section script) {
        Optional<Node> given = script.node("grace");
        if (given.isEmpty()) {
            assumed.put(script.path("grace"), USUAL_GRACE);
        }
        Optional<Long> millis = LimitsReader.millis(given.map(Node::plain).orElse(USUAL_GRACE))
                .filter(time -> time <= MAX_GRACE_MILLIS);
        if (millis.isEmpty()) {
            script.refuse(
                    "grace",
                    "must be a time such as 5s, or a number of seconds, of at most 10m, found "
                            + given.map(Node::found).orElse(USUAL_GRACE));
        }
        return millis.orElse(1L);
    }
}

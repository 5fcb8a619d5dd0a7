package dev.plateau.cli.command;

import dev.plateau.cli.curves.CurveFiles;
import dev.plateau.cli.curves.CurveOptions;
import dev.plateau.cli.curves.CurvesException;
import dev.plateau.cli.curves.FileAdvice;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Json;
import dev.plateau.cli.text.Terminal;
import dev.plateau.curve.Goal;
import dev.plateau.experiment.Experiment.SelectEpochs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code epochs} that are about files of curves, and the answers to them. */
final class CurveArguments {

    @Option(
            names = "--curves",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Advise on curves of another program: CSV files with the columns fold, epoch and metrics, or a Keras "
                            + "log. With --json a line for each file.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "The metric to choose by, with --curves (default: val_loss).")
    private Optional<String> metric = Optional.empty();

    @Option(
            names = "--goal",
            paramLabel = "GOAL",
            description = "minimize or maximize, with --curves (default: as the metric's name tells).")
    private Optional<Goal> goal = Optional.empty();

    /** Whether there are files, so that no experiment is meant. */
    boolean given() {
        return !files.isEmpty();
    }

    /** @throws Mistake if there are options that mean nothing without files */
    void checkAbsent() {
        if (metric.isPresent() || goal.isPresent()) {
            throw new Mistake((metric.isPresent() ? "--metric" : "--goal")
                    + " goes with --curves; an experiment has its metric and goal in its file");
        }
    }

    /**
     * Answers file after file, in order. A file that cannot be answered is a sentence, with JSON a line {@code {"file", "error"}} as well, and
     * the others are answered nevertheless.
     */
    int answer(Terminal terminal, boolean json, Optional<Integer> trial, SelectEpochs select) {
        CurveOptions options = new CurveOptions(metric, goal, trial);
        int code = ExitCode.GOOD;
        for (int i = 0; i < files.size(); i++) {
            if (i > 0 && !json) {
                terminal.result("");
            }
            if (!answer(terminal, json, files.get(i), options, select)) {
                code = ExitCode.MISTAKE;
            }
        }
        return code;
    }

    private static boolean answer(
            Terminal terminal, boolean json, Path file, CurveOptions options, SelectEpochs select) {
        try {
            FileAdvice advice = FileAdvice.of(CurveFiles.read(file, options), select.rule(), select.confidence());
            terminal.result(json ? List.of(Json.line(advice)) : advice.lines(terminal));
            return true;
        } catch (CurvesException e) {
            String sentence = String.valueOf(e.getMessage());
            terminal.note("plateau: " + sentence);
            if (json) {
                Map<String, String> error = new LinkedHashMap<>();
                error.put("file", file.toString());
                error.put("error", sentence);
                terminal.result(Json.line(error));
            }
            return false;
        }
    }
}

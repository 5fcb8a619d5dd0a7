package dev.plateau.script;

import dev.plateau.data.DataSet;
import dev.plateau.data.Folds;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Assignment;
import dev.plateau.work.Executor;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.Executor.Verdict;
import dev.plateau.work.RunLog;
import dev.plateau.work.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A program for /bin/sh in a folder of its own, and what came of one run of it. */
final class Program {

    static final long RUN = 7;

    private final Path folder;
    private final List<EpochReport> reports = new ArrayList<>();
    private String fields = "";
    private Function<EpochReport, Verdict> onEpoch = report -> Verdict.CONTINUE;
    private Consumer<ScriptExecutor> before = executor -> {};

    Program(Path folder, String... lines) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("train.sh"), String.join("\n", lines) + "\n");
    }

    /** More lines of the experiment file. */
    Program with(String... lines) {
        fields = String.join("\n", lines) + "\n";
        return this;
    }

    Program stoppedAt(int epoch) {
        onEpoch = report -> report.epoch() >= epoch ? Verdict.STOP : Verdict.CONTINUE;
        return this;
    }

    Program before(Consumer<ScriptExecutor> action) {
        before = action;
        return this;
    }

    Experiment experiment() {
        return Experiments.parse(
                "name: x\nprogram: train.sh\nparameters:\n  rate: {value: 0.5}\n  epochs: {value: 4}\n"
                        + (fields.contains("script:") ? "" : "script: {interpreter: /bin/sh, grace: 0.3}\n") + fields,
                folder.resolve("x.yaml"));
    }

    /** One run of four epochs. */
    Ending train() throws InterruptedException {
        Experiment experiment = experiment();
        try (ScriptExecutor executor = new ScriptExecutor(experiment, 1, folder.resolve("files"))) {
            executor.prepare(setup(experiment));
            before.accept(executor);
            return executor.train(
                    new Assignment(RUN, Map.of("parameters", Map.of("rate", 0.5)), 0, 1, -5, 0, 4, "", false),
                    Executor.Follower.each(report -> {
                        reports.add(report);
                        return onEpoch.apply(report);
                    }));
        }
    }

    private static Setup setup(Experiment experiment) {
        boolean given = experiment.data().present();
        return new Setup(
                "script",
                experiment.data(),
                experiment.dataFile().toAbsolutePath().toString(),
                "",
                given
                        ? Folds.split(
                                DataSet.read(experiment.dataFile(), experiment.data()),
                                experiment.crossValidation(),
                                experiment.seed())
                        : Folds.numbered(experiment.crossValidation()));
    }

    List<EpochReport> reports() {
        return reports;
    }

    /** The values of a metric, epoch by epoch. */
    List<Double> curve(String metric) {
        return reports.stream()
                .map(report -> report.metrics().getOrDefault(metric, Double.NaN))
                .toList();
    }

    String log() throws IOException {
        return Files.readString(RunLog.file(folder.resolve("files").resolve("logs"), RUN));
    }

    String file(String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }
}

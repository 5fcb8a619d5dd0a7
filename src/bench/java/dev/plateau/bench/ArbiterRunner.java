package dev.plateau.bench;

import dev.plateau.data.DataSet;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.nd4j.evaluation.classification.Evaluation;

/**
 * Does the grid of an experiment as Arbiter alone does it: its generator, its {@link LocalOptimizationRunner} and its tasks on threads, each candidate
 * trained from its first epoch. Arguments: experiment file, threads, how many of its folds. Prints one line of JSON: seconds of the search without
 * the start of the JVM, and the best mean accuracy over the folds.
 */
public final class ArbiterRunner {

    private ArbiterRunner() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("expected FILE THREADS FOLDS, found " + List.of(arguments));
        }
        Experiment experiment = Experiments.read(Path.of(arguments[0]));
        int threads = Integer.parseInt(arguments[1]);
        int folds = Integer.parseInt(arguments[2]);
        DataSet data = DataSet.read(experiment.dataFile(), experiment.data());
        FoldSource.read(Folds.split(data, experiment.crossValidation(), experiment.seed()).stream()
                .map(fold -> FoldData.of(data, fold))
                .toList());
        ArbiterGrid grid =
                new ArbiterGrid(experiment.space(), folds, data.features().size(), data.outputs());
        int candidates = experiment.space().gridSize().intValueExact() * folds;
        long start = System.nanoTime();
        FoldTasks tasks = new FoldTasks();
        List<ResultReference> results = search(grid, tasks, threads, candidates);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (results.size() != candidates) {
            throw new IllegalStateException("expected " + candidates + " results, found " + results.size());
        }
        System.out.printf(
                Locale.ROOT, "{\"best_accuracy\": %.6f, \"search_seconds\": %.3f}%n", best(results, tasks), seconds);
        System.exit(0); // Arbiter leaves threads behind
    }

    private static List<ResultReference> search(ArbiterGrid grid, FoldTasks tasks, int threads, int candidates) {
        OptimizationConfiguration configuration = new OptimizationConfiguration.Builder()
                .candidateGenerator(new GridSearchCandidateGenerator(
                        grid, 1, GridSearchCandidateGenerator.Mode.Sequential, Map.of()))
                .dataSource(FoldSource.class, FoldSource.properties(0, 1))
                .modelSaver(new InMemoryResultSaver())
                .scoreFunction(new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
                .terminationConditions(new MaxCandidatesCondition(candidates))
                .build();
        LocalOptimizationRunner runner = new LocalOptimizationRunner(threads, configuration, tasks);
        runner.execute();
        return runner.getResults();
    }

    /** The best mean over the folds of a configuration. */
    private static double best(List<ResultReference> results, FoldTasks tasks) throws IOException {
        Map<String, DoubleSummaryStatistics> scores = new TreeMap<>();
        for (ResultReference result : results) {
            scores.computeIfAbsent(
                            tasks.configuration(result.getResult().getIndex()), name -> new DoubleSummaryStatistics())
                    .accept(result.getResult().getScore());
        }
        return scores.values().stream()
                .mapToDouble(DoubleSummaryStatistics::getAverage)
                .max()
                .orElse(Double.NaN);
    }
}

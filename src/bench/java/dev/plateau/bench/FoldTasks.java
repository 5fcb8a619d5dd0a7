package dev.plateau.bench;

import dev.plateau.bench.ArbiterGrid.Work;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator;

/** Arbiter's own task for networks, given the fold and the batch size of each candidate as its data. */
final class FoldTasks implements TaskCreator {

    private final MultiLayerNetworkTaskCreator networks = new MultiLayerNetworkTaskCreator();
    private final Map<Integer, String> configurations = new ConcurrentHashMap<>();

    /** What the candidate of an index was a fold of. */
    String configuration(int index) {
        return Objects.requireNonNull(configurations.get(index));
    }

    @Override
    @SuppressWarnings({"rawtypes", "deprecation"}) // Arbiter's signature
    public Callable<OptimizationResult> create(
            Candidate candidate,
            DataProvider data,
            ScoreFunction score,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        throw new IllegalStateException("the data are asked for by class");
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public Callable<OptimizationResult> create(
            Candidate candidate,
            Class<? extends DataSource> source,
            Properties properties,
            ScoreFunction score,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        Work work = (Work) candidate.getValue();
        configurations.put(candidate.getIndex(), work.configuration());
        Candidate<DL4JConfiguration> network =
                new Candidate<>(work.network(), candidate.getIndex(), candidate.getFlatParameters());
        Properties data = FoldSource.properties(work.fold(), work.batchSize());
        return networks.create(network, source, data, score, listeners, runner);
    }
}

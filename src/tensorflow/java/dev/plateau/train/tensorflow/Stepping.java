package dev.plateau.train.tensorflow;

import dev.plateau.data.FoldData;
import dev.plateau.train.ClassTally;
import dev.plateau.train.Seeds;
import dev.plateau.train.Tally;
import dev.plateau.train.TargetTally;
import dev.plateau.train.Trainer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A network whose weights change from step to step. Holds native memory: close it. Used by one thread. */
final class Stepping implements AutoCloseable {

    private static final int SHUFFLE = 1;
    private static final int DROPOUT = 2;

    private final DenseNetwork network;
    private final FoldData data;
    private final long seed;
    private final DenseGraph graph;
    private final Rows rows;
    private List<TFloat32> state;

    /** What owns the tensors of the state after a step; before the first, they own themselves. */
    private @Nullable Result owner;

    private int pass;

    /** @param state as {@link Weights} has it */
    Stepping(DenseNetwork network, FoldData data, long seed, List<float[]> state) {
        this.network = network;
        this.data = data;
        this.seed = seed;
        Shape shape = new Shape(data.features(), data.outputs(), data.classification(), data.trainingLabels().length);
        graph = new DenseGraph(network, shape);
        graph.addTraining();
        rows = new Rows(data, network.batchSize());
        this.state = Tensors.state(state, network.widths(shape));
    }

    DenseNetwork network() {
        return network;
    }

    FoldData data() {
        return data;
    }

    Rows rows() {
        return rows;
    }

    /** Begins a pass over the rows, from 1. */
    void begin(int number) {
        pass = number;
        rows.shuffle(new Random(Seeds.epoch(seed, pass, SHUFFLE)));
    }

    /**
     * One optimiser update on a batch of this pass.
     *
     * @param rate of the updater, before any correction of its own
     * @param step updates with this one, from 1
     * @param tally gets the answers before the update
     * @return L2 norm of the gradient without penalties
     */
    double step(int batch, double rate, long step, Tally tally) {
        rows.load(batch);
        long[] dropout = {Seeds.epoch(seed, pass, DROPOUT), (long) batch << 32};
        try (TFloat32 features = rows.features();
                TFloat32 labels = rows.labels();
                TFloat32 fed = TFloat32.scalarOf(Updates.rate(network, rate, (double) step));
                TInt64 random =
                        TInt64.tensorOf(org.tensorflow.ndarray.Shape.of(2), DataBuffers.of(dropout, false, false))) {
            Result result = graph.step(state, new DenseGraph.Step(features, labels, fed, random));
            List<TFloat32> next = new ArrayList<>();
            for (int i = 0; i < state.size(); i++) {
                next.add((TFloat32) result.get(i));
            }
            replace(next, result);
            count((TFloat32) result.get(next.size() + 1), tally);
            return ((TFloat32) result.get(next.size())).getFloat();
        }
    }

    private void count(TFloat32 answers, Tally tally) {
        float[] values = Tensors.values(answers);
        for (int row = 0; row < rows.size(); row++) {
            tally.add(values, row * data.outputs(), rows.label(row));
        }
    }

    private void replace(List<TFloat32> next, @Nullable Result nextOwner) {
        if (owner == null) {
            state.forEach(TFloat32::close);
        } else {
            owner.close();
        }
        state = next;
        owner = nextOwner;
    }

    Tally tally() {
        return data.classification() ? new ClassTally(data.outputs()) : new TargetTally(data.targetDeviation());
    }

    /** For each row the logarithm of each class's probability, or the target. */
    float[] answers(TFloat32 asked) {
        return graph.answers(state, asked);
    }

    List<float[]> state() {
        return state.stream().map(Tensors::values).toList();
    }

    @Override
    public void close() {
        replace(List.of(), null);
        graph.close();
    }
}

package dev.plateau.train.compiled;

import dev.plateau.data.FoldData;
import dev.plateau.train.ClassTally;
import dev.plateau.train.Steps;
import dev.plateau.train.Tally;
import dev.plateau.train.TargetTally;
import java.util.Objects;

/** A compiled network under training, step by step: the batches are full ones, as those of the trainer on Deeplearning4j. */
final class CompiledSteps implements Steps {

    private final FoldData data;
    private final Descent descent;
    private final int fullBatches;
    private int pass;
    private int batch;
    private long iteration;

    CompiledSteps(FoldData data, Descent descent, int batchSize) {
        this.data = data;
        this.descent = descent;
        fullBatches = data.trainingLabels().length / batchSize;
        batch = fullBatches;
    }

    @Override
    public double next(double rate) {
        if (batch == fullBatches) {
            pass++;
            batch = 0;
            descent.begin(pass);
        }
        Tally tally = data.classification() ? new ClassTally(data.outputs()) : new TargetTally(data.targetDeviation());
        descent.step(batch++, rate, iteration++, tally);
        return Objects.requireNonNull(tally.metrics().get("loss"));
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}

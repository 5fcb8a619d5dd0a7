package dev.plateau.train.compiled;

import dev.plateau.train.Steps;
import java.util.Objects;

/** A compiled network under training, step by step: the batches are full ones, as those of the trainer on Deeplearning4j. */
final class CompiledSteps implements Steps {

    private final Descent descent;
    private final int fullBatches;
    private int pass;
    private int batch;
    private long iteration;

    CompiledSteps(Descent descent, int rows, int batchSize) {
        this.descent = descent;
        fullBatches = rows / batchSize;
        batch = fullBatches;
    }

    @Override
    public double next(double rate) {
        if (batch == fullBatches) {
            pass++;
            batch = 0;
            descent.begin(pass);
        }
        descent.step(batch++, rate, iteration++);
        return Objects.requireNonNull(descent.metrics().get("loss"));
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}

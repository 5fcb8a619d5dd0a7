package dev.plateau.train.tensorflow;

import dev.plateau.train.Steps;
import dev.plateau.train.Tally;
import java.util.Objects;

/** A network under training, step by step; what does not fill the last batch of a pass waits for another one. */
final class TensorFlowSteps implements Steps {

    private final Stepping stepping;
    private final int fullBatches;
    private int pass;
    private int batch;
    private long steps;

    TensorFlowSteps(Stepping stepping, int fullBatches) {
        this.stepping = stepping;
        this.fullBatches = fullBatches;
        this.batch = fullBatches;
    }

    @Override
    public double next(double rate) {
        if (batch == fullBatches) {
            pass++;
            batch = 0;
            stepping.begin(pass);
        }
        Tally tally = stepping.tally();
        steps++;
        stepping.step(batch++, rate, steps, tally);
        return Objects.requireNonNull(tally.metrics().get("loss"));
    }

    @Override
    public void close() {
        stepping.close();
    }
}

package dev.plateau.bench;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Advice;
import dev.plateau.epoch.Advisor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The advice on how many epochs to train, from curves that fall, turn and are noisy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AdvisorBench {

    private static final int TRIALS = 1_000;
    private static final double CONFIDENCE = 0.95;

    private final FoldCurves long200 = curves(1, 200);
    private final List<FoldCurves> trials = trials();

    private static List<FoldCurves> trials() {
        List<FoldCurves> all = new ArrayList<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            all.add(curves(trial, 40));
        }
        return all;
    }

    private static FoldCurves curves(int trial, int epochs) {
        SplittableRandom random = new SplittableRandom(trial);
        List<Curve> folds = new ArrayList<>();
        for (int fold = 0; fold < 5; fold++) {
            List<Double> values = new ArrayList<>();
            for (int epoch = 1; epoch <= epochs; epoch++) {
                values.add(1.0 / epoch + epoch / (40.0 * epochs) + 0.01 * random.nextDouble());
            }
            folds.add(new Curve(0, fold, values));
        }
        return FoldCurves.of(Goal.MINIMIZE, folds);
    }

    /** Of one configuration: 5 folds of 200 epochs. */
    @Benchmark
    public Advice fiveFoldsOf200Epochs() {
        return Advisor.advise(long200, CONFIDENCE);
    }

    /** Each of 1,000 configurations: 5 folds of 40 epochs. */
    @Benchmark
    @OperationsPerInvocation(TRIALS)
    public int eachOfThousandTrials() {
        int epochs = 0;
        for (FoldCurves trial : trials) {
            epochs += Advisor.advise(trial, CONFIDENCE).epoch();
        }
        return epochs;
    }
}

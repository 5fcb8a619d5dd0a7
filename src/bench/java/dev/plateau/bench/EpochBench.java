package dev.plateau.bench;

import dev.plateau.train.EpochReport;
import dev.plateau.train.Training;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One epoch of {@link Digits}, its validation included, by each trainer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class EpochBench {

    @Param({"compiled", "dl4j"})
    public String trainer = "";

    @Param({"32", "128"})
    public long batchSize;

    private Optional<Training> training = Optional.empty();

    /** On the thread that trains, as the door of {@link Training} asks for. */
    @Setup(Level.Trial)
    public void begin() {
        training = Optional.of(Digits.training(trainer, batchSize));
    }

    @Benchmark
    public EpochReport epoch() {
        return training.orElseThrow().next();
    }

    @TearDown(Level.Trial)
    public void end() {
        training.orElseThrow().close();
    }
}

package dev.plateau.bench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Points a second into the store and out of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class StoreBench {

    private static final int BATCHES = 10;
    private static final int WRITTEN = BATCHES * SampleStore.FOLDS * SampleStore.BATCH * SampleStore.METRICS;

    /** 8 runs of 1,000 epochs, one metric. */
    private static final int READ = SampleStore.FOLDS * 1_000;

    private Optional<SampleStore> writing = Optional.empty();
    private Optional<SampleStore> reading = Optional.empty();

    /** Anew for each iteration, so that the database stays as large as that of a search. */
    @Setup(Level.Iteration)
    public void open() {
        writing = Optional.of(new SampleStore());
        SampleStore filled = new SampleStore();
        filled.report(READ / SampleStore.FOLDS / SampleStore.BATCH);
        reading = Optional.of(filled);
    }

    /** Epochs of 4 metrics by batches of 50, committed. */
    @Benchmark
    @OperationsPerInvocation(WRITTEN)
    public int report() {
        return writing.orElseThrow().report(BATCHES);
    }

    /** The curves of 8 runs of 1,000 epochs. */
    @Benchmark
    @OperationsPerInvocation(READ)
    public int curves() {
        return reading.orElseThrow().read();
    }

    @TearDown(Level.Iteration)
    public void close() {
        writing.orElseThrow().close();
        reading.orElseThrow().close();
    }
}

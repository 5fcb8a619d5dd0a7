package dev.plateau.bench;

import dev.plateau.search.Sampler;
import dev.plateau.search.Samplers;
import dev.plateau.space.Choice;
import dev.plateau.space.Configuration;
import dev.plateau.space.Range;
import dev.plateau.space.Space;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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

/** Proposals a second, of a thousand from a new sampler each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SamplerBench {

    private static final int PROPOSALS = 1_000;

    private final Space space = new Space(List.of(
            new Range(
                    "learning_rate",
                    1e-4,
                    1e-1,
                    Range.Scale.LOG,
                    false,
                    OptionalDouble.empty(),
                    OptionalInt.of(100),
                    Optional.empty()),
            new Choice("batch_size", List.of(16L, 32L, 64L, 128L), Optional.empty()),
            new Choice("epochs", List.of(10L, 20L, 40L), Optional.empty())));

    @Benchmark
    @OperationsPerInvocation(PROPOSALS)
    public Configuration grid() {
        return last(Samplers.grid(space));
    }

    @Benchmark
    @OperationsPerInvocation(PROPOSALS)
    public Configuration random() {
        return last(Samplers.random(space, 42));
    }

    private static Configuration last(Sampler sampler) {
        Configuration last = sampler.ask().orElseThrow();
        for (int i = 1; i < PROPOSALS; i++) {
            last = sampler.ask().orElseThrow();
        }
        return last;
    }
}

/**
 * Benchmarks. Classes that end in Bench are JMH's, one for each part of Plateau that has a speed of its own: {@code ./mvnw -Pbench test}, or
 * {@code -Djmh=KernelBench} for some of them. The others are programs that the scripts of {@code experiments/bench} start: {@link dev.plateau.bench.Check}
 * holds ratios to their bounds, {@link dev.plateau.bench.ArbiterRunner} does a grid as Arbiter alone does it, and
 * {@link dev.plateau.bench.SearchRunner} runs our engine with a trainer and a sharing of one's choice.
 *
 * <p>Decided: what is held to bounds are ratios of two things measured in one process, in turns. Seconds say more about the machine and its day
 * than about the code.
 */
@NullMarked
package dev.plateau.bench;

import org.jspecify.annotations.NullMarked;

package dev.plateau.work;

import dev.plateau.rates.Ramp;
import java.util.Map;

/**
 * One learning-rate range test, as a worker is told it.
 *
 * @param settings completed
 * @param fold of the setup, from 0; {@code repeat} likewise
 */
public record RangeOrder(Map<String, Object> settings, int repeat, int fold, long seed, Ramp ramp) {}

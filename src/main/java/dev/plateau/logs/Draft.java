package dev.plateau.logs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** An observation while its fields are being read: sorts out which is the epoch, which the step, and which are metrics. */
final class Draft {

    private static final Set<String> STEPS = Set.of("step", "global_step");

    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private OptionalLong epoch = OptionalLong.empty();
    private OptionalLong step = OptionalLong.empty();
    private OptionalLong samples = OptionalLong.empty();

    /** The first value of a name stands. Passed over: names that are empty or too long, and metrics above the most that are kept. */
    void field(String name, double value) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.equals("epoch")) {
            epoch(value);
        } else if (STEPS.contains(plain)) {
            step = step.isPresent() ? step : count(value);
        } else if (plain.equals("samples")) {
            samples = samples.isPresent() ? samples : count(value);
        } else if (!name.isEmpty() && name.length() <= Seen.MAX_NAME && metrics.size() < Seen.MAX_METRICS) {
            metrics.putIfAbsent(name, value);
        }
    }

    /** A fraction is on its way to the epoch above it: Hugging Face's trainer writes 0.5 in the middle of epoch 1. */
    void epoch(double value) {
        if (epoch.isEmpty()) {
            epoch = count(Math.ceil(value));
        }
    }

    private static OptionalLong count(double value) {
        return value >= 0 && value < Long.MAX_VALUE && value == Math.rint(value)
                ? OptionalLong.of((long) value)
                : OptionalLong.empty();
    }

    /** Empty if there is neither an epoch nor a metric. */
    Optional<Seen> seen(boolean whole) {
        return epoch.isEmpty() && metrics.isEmpty()
                ? Optional.empty()
                : Optional.of(new Seen(epoch, step, samples, metrics, whole));
    }
}

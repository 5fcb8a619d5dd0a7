package dev.plateau.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A learning-rate schedule: the rate at each optimiser step as a multiple of the base rate. Time is measured in epochs and
 * is a fraction within an epoch.
 *
 * @param constants all constants of the type by name
 * @param over epochs that the schedule spans; empty for a type that spans none, or that spans the whole training
 */
public record Schedule(Type type, Map<String, Double> constants, OptionalDouble over) {

    /** The shapes, with their constants and what those are when a file leaves them out. */
    public enum Type {
        CONSTANT(false, Map.of()),
        /** {@code factor^floor(t / every)}. */
        STEP(false, Map.of("every", 10.0, "factor", 0.5)),
        /** {@code factor^t}. */
        EXPONENTIAL(false, Map.of("factor", 0.95)),
        /** {@code end + (1 - end) (1 - t / T)^power}. */
        POLYNOMIAL(true, Map.of("power", 1.0, "end", 0.0)),
        /** {@code (1 + gamma t)^-power}. */
        INVERSE(false, Map.of("gamma", 0.1, "power", 1.0)),
        /** {@code end + (1 - end) (1 + cos(pi t / T)) / 2}; Loshchilov and Hutter 2017, equation 5, without restarts. */
        COSINE(true, Map.of("end", 0.0)),
        /**
         * By half cosines from {@code start} up to 1 at {@code peak} T and down to {@code end}; Smith and Topin 2018, with the
         * constants and the shape that PyTorch's OneCycleLR has.
         */
        ONE_CYCLE(true, Map.of("start", 0.04, "peak", 0.3, "end", 4e-6)),
        /** A straight line from {@code start} at t = 0 to 1 at t = {@code epochs}, then 1; Goyal et al. 2017, 2.2. */
        WARMUP(false, Map.of("start", 0.1, "epochs", 5.0));

        private final boolean spans;

        @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
        private final Map<String, Double> defaults;

        Type(boolean spans, Map<String, Double> defaults) {
            this.spans = spans;
            this.defaults = defaults;
        }
    }

    /** @throws IllegalArgumentException naming the constant that is out of its range */
    public Schedule {
        constants = Map.copyOf(constants);
        constants.forEach((name, value) -> {
            boolean positive = name.equals("every") || name.equals("epochs") || name.equals("factor");
            if (!(value >= 0) || value.isInfinite() || (positive && value == 0)) {
                throw new IllegalArgumentException("model.schedule." + name + " must be "
                        + (positive ? "above 0" : "0 or more") + ", found " + value);
            }
        });
        if (constants.getOrDefault("peak", 0.5) >= 1 || constants.getOrDefault("peak", 0.5) <= 0) {
            throw new IllegalArgumentException(
                    "model.schedule.peak must be above 0 and below 1, found " + constants.get("peak"));
        }
        if (over.isPresent() && !(over.getAsDouble() > 0)) {
            throw new IllegalArgumentException("model.schedule.over must be above 0, found " + over.getAsDouble());
        }
    }

    /**
     * Reads a schedule: a type's name, or a map of {@code type}, its constants and {@code over}.
     *
     * @throws IllegalArgumentException one sentence about what is wrong
     */
    public static Schedule from(Object value) {
        Map<String, Object> fields = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        } else {
            fields.put("type", value);
        }
        Fields reader = new Fields("model.schedule", fields);
        Type type = reader.oneOf("type", Type.class, Type.CONSTANT);
        Map<String, Double> constants = new TreeMap<>();
        type.defaults.forEach((name, assumed) -> constants.put(name, reader.number(name, assumed)));
        OptionalDouble over =
                type.spans && reader.has("over") ? OptionalDouble.of(reader.number("over", 0)) : OptionalDouble.empty();
        reader.refuseOthers();
        return new Schedule(type, constants, over);
    }

    /** The same as {@link #from} reads, with every constant. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type.name().toLowerCase(java.util.Locale.ROOT));
        map.putAll(constants);
        over.ifPresent(epochs -> map.put("over", epochs));
        return map;
    }

    /** Why early rates depend on how many epochs there will be; empty if they do not. */
    public Optional<String> dependsOnTotal() {
        return type.spans && over.isEmpty()
                ? Optional.of("its " + toMap().get("type")
                        + " schedule spans the whole training (schedule.over: N would fix the span)")
                : Optional.empty();
    }

    /**
     * The multiple of the base rate at a step.
     *
     * @param step optimiser updates before this one, from 0
     * @param stepsPerEpoch at least 1
     * @param total epochs of the whole training; used only where {@link #dependsOnTotal} is present
     */
    public double multiple(long step, int stepsPerEpoch, int total) {
        double t = (double) step / stepsPerEpoch;
        double progress = Math.min(1, t / over.orElse(total));
        return switch (type) {
            case CONSTANT -> 1;
            case STEP -> Math.pow(constant("factor"), Math.floor(t / constant("every")));
            case EXPONENTIAL -> Math.pow(constant("factor"), t);
            case POLYNOMIAL -> between(constant("end"), 1, Math.pow(1 - progress, constant("power")));
            case INVERSE -> Math.pow(1 + constant("gamma") * t, -constant("power"));
            case COSINE -> between(constant("end"), 1, halfCosine(progress));
            case ONE_CYCLE -> oneCycle(progress);
            case WARMUP -> between(constant("start"), 1, Math.min(1, t / constant("epochs")));
        };
    }

    private double oneCycle(double progress) {
        double peak = constant("peak");
        return progress < peak
                ? between(constant("start"), 1, 1 - halfCosine(progress / peak))
                : between(constant("end"), 1, halfCosine((progress - peak) / (1 - peak)));
    }

    private double constant(String name) {
        Double value = constants.get(name);
        if (value == null) {
            throw new IllegalStateException(type + " has no constant " + name);
        }
        return value;
    }

    /** 1 at progress 0, 0 at progress 1. */
    private static double halfCosine(double progress) {
        return (1 + Math.cos(Math.PI * progress)) / 2;
    }

    private static double between(double low, double high, double fraction) {
        return low + (high - low) * fraction;
    }
}

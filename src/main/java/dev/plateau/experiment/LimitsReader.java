package dev.plateau.experiment;

import dev.plateau.experiment.Experiment.Limits;
import dev.plateau.experiment.Experiment.Method;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what bounds a search: trials, workers, restarts and time. */
final class LimitsReader {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(s|m|h|d)");
    private static final Map<String, Long> UNIT_MILLIS =
            Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    /** A year: above it the number is a slip of the unit. */
    private static final long MAX_TIMEOUT_MILLIS = 365 * 86_400_000L;

    /** Twice is enough for a crash that is not the configuration's own. */
    private static final long DEFAULT_RESTARTS = 2;

    /** Longer than any fold of an example, short enough that a run that hangs is noticed within a working day. */
    private static final String DEFAULT_TIMEOUT = "1h";

    private final Section top;
    private final Assumed assumed;

    LimitsReader(Section top, Assumed assumed) {
        this.top = top;
        this.assumed = assumed;
    }

    Limits read(Method method) {
        if (method == Method.RANDOM && !top.has("max_trials")) {
            top.missing("max_trials", "a random search must know when to end, for example max_trials: 20");
        }
        OptionalInt maxTrials = count("max_trials", 1_000_000);
        OptionalInt workers = count("max_concurrent_trials", 1_000);
        if (!top.has("max_trials")) {
            assumed.put("max_trials", "the whole grid");
        }
        if (!top.has("max_concurrent_trials")) {
            assumed.put("max_concurrent_trials", "chosen from the machine");
        }
        long restarts = assumed.or(top.whole("max_restarts", 0, 100), top, "max_restarts", DEFAULT_RESTARTS);
        if (!top.has("timeout")) {
            assumed.put("timeout", DEFAULT_TIMEOUT);
        }
        return new Limits(maxTrials, workers, (int) restarts, timeoutMillis());
    }

    private OptionalInt count(String key, int most) {
        return top.whole(key, 1, most)
                .map(count -> OptionalInt.of(count.intValue()))
                .orElse(OptionalInt.empty());
    }

    private long timeoutMillis() {
        Optional<Node> given = top.node("timeout");
        Optional<Long> millis = millis(given.map(Node::plain).orElse(DEFAULT_TIMEOUT));
        if (millis.isEmpty()) {
            top.refuse(
                    "timeout",
                    "must be a time such as 30s, 30m or 2h, or a number of seconds, of at most 365d, found "
                            + given.map(Node::found).orElse(DEFAULT_TIMEOUT));
        }
        return millis.orElse(1L);
    }

    /** A time as text or as a number of seconds, in milliseconds; empty if it is none. */
    static Optional<Long> millis(Object value) {
        Matcher duration = DURATION.matcher(String.valueOf(value));
        double millis = 0;
        if (value instanceof Number seconds) {
            millis = seconds.doubleValue() * 1_000;
        } else if (duration.matches()) {
            millis = Double.parseDouble(duration.group(1)) * UNIT_MILLIS.getOrDefault(duration.group(2), 0L);
        }
        return millis >= 1 && millis <= MAX_TIMEOUT_MILLIS ? Optional.of(Math.round(millis)) : Optional.empty();
    }
}

package dev.plateau.server.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Slows those who try tokens: how many wrong ones came from an address, and how long it has to wait. Thread-safe. */
final class WrongTokens {

    /** Slips of a person who copies by hand. */
    static final int FREE = 5;

    /** The wait after the first wrong token that is not free; each further one doubles it. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    /** Addresses that are remembered; the one that tried least lately is forgotten first. */
    static final int MAX_ADDRESSES = 1000;

    /** After so long without a try an address begins anew. */
    private static final Duration MEMORY = Duration.ofMinutes(30);

    private final Clock clock;
    private final Map<String, Tries> tries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    WrongTokens(Clock clock) {
        this.clock = clock;
    }

    private record Tries(int wrong, Instant last, Instant until) {}

    /**
     * What came of a try.
     *
     * @param delay zero, or how long the address has to wait before anything is looked at
     */
    record Verdict(boolean isRight, Duration delay) {}

    /**
     * Looks at a token, unless its address has to wait. One at a time: many at once would all slip through the same gap.
     *
     * @param address of the one who tries
     */
    synchronized Verdict look(String address, BooleanSupplier isRight) {
        Instant now = clock.instant();
        Optional<Tries> before = Optional.ofNullable(tries.get(address))
                .filter(found -> now.isBefore(found.last().plus(MEMORY)));
        Duration left =
                before.map(found -> Duration.between(now, found.until())).orElse(Duration.ZERO);
        if (left.compareTo(Duration.ZERO) > 0) {
            return new Verdict(false, left);
        }
        if (isRight.getAsBoolean()) {
            tries.remove(address);
            return new Verdict(true, Duration.ZERO);
        }
        int wrong = before.map(Tries::wrong).orElse(0) + 1;
        tries.put(address, new Tries(wrong, now, now.plus(wait(wrong))));
        return new Verdict(false, Duration.ZERO);
    }

    synchronized int addresses() {
        return tries.size();
    }

    private static Duration wait(int wrong) {
        if (wrong < FREE) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(wrong - FREE, 10));
        return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    }
}

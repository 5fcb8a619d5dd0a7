package dev.plateau.logs;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes whole epochs of observations that come one by one. Not thread-safe.
 *
 * <p>An observation with an epoch belongs to it; without one, to the epoch that was begun last. If no epoch is ever told they are counted: the
 * next begins when a metric comes again. Within an epoch that is not complete the last value of a metric stands, because progress
 * bars show means that are not final. An epoch is complete when the next begins, or at the end. What comes for an earlier one is
 * passed over and counted. A program that counts from 0 is understood by its first epoch.
 */
public final class EpochAssembler {

    private final Set<String> needed;
    private final Set<String> known = new HashSet<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private OptionalLong step = OptionalLong.empty();
    private OptionalLong samples = OptionalLong.empty();
    private boolean numbered;
    private int shift;
    private int current;
    private int last;
    private long passedOver;

    /** Waits with each epoch until the next begins. */
    public EpochAssembler() {
        this(Set.of());
    }

    /**
     * Does not wait for the next epoch if an observation that was written for a machine ({@link Seen#whole}) has all these metrics, and all
     * that epochs before it had: a search that wants to stop a training early should not hear one epoch late.
     *
     * @param needed none to wait always
     */
    public EpochAssembler(Set<String> needed) {
        this.needed = Set.copyOf(needed);
    }

    /** The epochs that this observation completes, in order: the one before it, its own, both or none. */
    public List<Epoch> add(Seen seen) {
        if (seen.epoch().isPresent() && !numbered) {
            forgetCounted();
            numbered = true;
            shift = seen.epoch().getAsLong() == 0 ? 1 : 0;
        }
        long number = numbered ? number(seen) : counted(seen);
        if (number <= last || number < current || number > Integer.MAX_VALUE) {
            passOver(seen);
            return List.of();
        }
        Optional<Epoch> before = number > current ? complete() : Optional.empty();
        current = (int) number;
        seen.metrics().forEach(this::keep);
        step = seen.step().isPresent() ? seen.step() : step;
        samples = seen.samples().isPresent() ? seen.samples() : samples;
        Optional<Epoch> own = isComplete(seen) ? complete() : Optional.empty();
        return Stream.of(before, own).flatMap(Optional::stream).toList();
    }

    /** What came too late once is waited for from now on. */
    private void passOver(Seen seen) {
        passedOver++;
        know(seen.metrics().keySet());
    }

    private void know(Set<String> names) {
        if (known.size() < Seen.MAX_METRICS) {
            known.addAll(names);
        }
    }

    /** What was seen before the first line with an epoch, such as an evaluation before the training, is no epoch. */
    private void forgetCounted() {
        if (last == 0 && current > 0) {
            metrics.clear();
            current = 0;
            passedOver++;
        }
    }

    private long number(Seen seen) {
        long told = seen.epoch().orElse(current - (long) shift);
        return told < Integer.MAX_VALUE ? told + shift : Long.MAX_VALUE;
    }

    private int counted(Seen seen) {
        boolean again = current <= last || seen.metrics().keySet().stream().anyMatch(metrics::containsKey);
        return again ? Math.max(current, last) + 1 : current;
    }

    private void keep(String name, double value) {
        if (metrics.containsKey(name) || metrics.size() < Seen.MAX_METRICS) {
            metrics.put(name, value);
        }
    }

    private boolean isComplete(Seen seen) {
        return seen.whole()
                && !needed.isEmpty()
                && !known.isEmpty()
                && metrics.keySet().containsAll(needed)
                && metrics.keySet().containsAll(known);
    }

    /** The epoch that was begun last; empty if there is none or it has been given already. */
    public Optional<Epoch> end() {
        return complete();
    }

    private Optional<Epoch> complete() {
        if (metrics.isEmpty() || current <= last) {
            return Optional.empty();
        }
        Epoch epoch = new Epoch(current, step, samples, metrics);
        last = current;
        know(metrics.keySet());
        metrics.clear();
        return Optional.of(epoch);
    }

    /** Observations of epochs that were complete already, or that went backwards. */
    public long passedOver() {
        return passedOver;
    }
}

package dev.plateau.server.table;

import dev.plateau.store.Rows.TrialRow;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is read of a trial's curves to give it one value.
 *
 * @param kind the rule
 * @param epoch from 1 for {@link Kind#EPOCH}, 0 otherwise
 * @param metric its name; the objective for {@link Kind#SCORE}
 */
public record Measure(Kind kind, int epoch, String metric) {

    private static final Pattern TEXT = Pattern.compile("(score|best|last)|epoch:([1-9]\\d{0,6})");

    /** How one fold is read; the value is the mean over folds. */
    public enum Kind {
        SCORE("the score: the mean over the folds done"),
        BEST(
                "mean over folds of each fold's best value up to the trial's epochs: optimistic, as each fold picks its own epoch"),
        LAST("mean over folds of the last value of each"),
        EPOCH("mean over the folds that have come so far");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** In words, for people. */
        public String meaning() {
            return meaning;
        }
    }

    public Measure {
        if (kind == Kind.EPOCH ? epoch < 1 : epoch != 0) {
            throw new IllegalArgumentException("epoch must be from 1 with EPOCH and 0 with others, got " + epoch);
        }
    }

    /** As the API writes it: {@code score}, {@code best}, {@code last} or {@code epoch:N}; empty if it is nothing of these. */
    public static Optional<Measure> of(String text, String metric) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String epoch = matcher.group(2);
        Kind kind = epoch == null
                ? Arrays.stream(Kind.values())
                        .filter(any -> any.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow()
                : Kind.EPOCH;
        return Optional.of(new Measure(kind, epoch == null ? 0 : Integer.parseInt(epoch), metric));
    }

    /**
     * Up to which epoch the curves of a stage are the trial's, seen from the outside: {@code best} never looks past the epochs that the
     * trial asked for.
     */
    int end(TrialRow trial, Collection<TrialRow> stage) {
        return kind == Kind.BEST ? trial.epochs() : trial.reach(stage);
    }
}

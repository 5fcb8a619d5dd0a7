package dev.plateau.diagnosis;

import java.util.Optional;

/** Tells how the validation curve goes on: still falling, risen again, or level. */
final class Course {

    /** Of what was learned: less is not worth a word, however certain. */
    private static final double WORTH = 0.01;

    /** Of what was learned: a rise that does harm. */
    private static final double HARM = 0.03;

    /** Points below which a curve says nothing about where it goes. */
    private static final int POINTS = 5;

    /** A plateau is reported where at least this part of the epochs was wasted. */
    private static final double WASTED = 0.25;

    /** An extension is at most so many times the epochs seen: beyond, a guess is worth nothing. */
    private static final int MOST_EXTENSION = 3;

    private Course() {}

    /** Better at the end than just before, by more than chance, and best at the end. */
    static Optional<Diagnosis> stillImproving(Traces traces) {
        int points = traces.points();
        int span = traces.spanPoints();
        if (points < POINTS || traces.best() < points - span) {
            return Optional.empty();
        }
        Traces.Span before = new Traces.Span(points - 3 * span, points - 2 * span);
        Change change = traces.change(before, traces.end());
        if (!change.better() || -change.mean() < WORTH * traces.learned()) {
            return Optional.empty();
        }
        int extended = extension(traces);
        return Optional.of(new Diagnosis(
                Kind.STILL_IMPROVING,
                extended,
                "Over the last " + (traces.lastEpoch() - traces.epoch(points - 2 * span - 1))
                        + " epochs validation improved by " + Figures.of(-change.mean()) + " (" + change.measure()
                        + "), and the last epochs are its best.",
                "Extend the training to about " + extended + " epochs."));
    }

    /**
     * The epoch at which a geometric approach has all but ended: with the improvements d1 and d2 of the two last quarters and r = d2 /
     * d1, quarter n from now gains d2 r^n; the extension ends where that is below a hundredth of what was learned.
     */
    private static int extension(Traces traces) {
        int points = traces.points();
        int quarter = Math.max(1, (points - traces.spanPoints()) / 4);
        int end = points - traces.spanPoints();
        double last = at(traces, end);
        double middle = at(traces, end - quarter);
        double first = at(traces, end - 2 * quarter);
        double rate = (middle - last) / (first - middle);
        double gain = (middle - last) / Math.max(traces.learned(), Double.MIN_NORMAL);
        double quarters = 4 * MOST_EXTENSION;
        if (rate < 1 && rate > 0 && gain > 0) {
            quarters = Math.min(quarters, Math.max(1, Math.log(WORTH / gain) / Math.log(rate)));
        } else if (rate <= 0) {
            quarters = 2;
        }
        double epochs = traces.lastEpoch() * (1 + quarters / 4);
        return round(epochs);
    }

    private static double at(Traces traces, int from) {
        int start = Math.max(0, from);
        return traces.mean(new Traces.Span(start, start + traces.spanPoints()));
    }

    /** To one or two digits, as it is a guess. */
    private static int round(double epochs) {
        double unit = Math.max(1, Math.pow(10, Math.floor(Math.log10(epochs)) - 1));
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(epochs / unit) * unit);
    }

    /**
     * Worse at the end than at the best, by more than chance, while the rows trained on went on getting better. Where they were
     * measured, most folds do instead of a t test: how far a fold's loss rises differs so much that t misses mean rises of half.
     *
     * @param training empty where it was not measured: then a rise of validation is enough
     */
    static Optional<Diagnosis> overfitting(Traces traces, Optional<Traces> training) {
        int best = traces.best();
        Traces.Span there = traces.around(best);
        if (traces.points() < POINTS || there.to() >= traces.end().from()) {
            return Optional.empty();
        }
        Change change = traces.change(there, traces.end());
        boolean fell = training.filter(t -> t.points() == traces.points())
                .map(t -> t.mean(t.end()) < t.mean(t.around(best)))
                .orElse(true);
        boolean rose = change.mean() > HARM * traces.learned()
                && (change.worse() || (training.isPresent() && change.mostlyWorse()));
        if (!rose || !fell) {
            return Optional.empty();
        }
        String trained = training.filter(t -> t.points() == traces.points())
                .map(t -> ", while training went on from " + Figures.of(t.shown(t.mean(t.around(best)))) + " to "
                        + Figures.of(t.shown(t.mean(t.end()))))
                .orElse("");
        return Optional.of(new Diagnosis(
                Kind.OVERFITTING,
                traces.epoch(best),
                "From epoch " + traces.epoch(best) + " to the end validation got worse by " + Figures.of(change.mean())
                        + " (" + change.measure() + ")" + trained + ".",
                "Stop at about epoch " + traces.epoch(best)
                        + ", or use a smaller network, more regularisation or more data."));
    }

    /** Level for the last quarter or longer: neither better nor worse than chance allows. */
    static Optional<Diagnosis> plateau(Traces traces) {
        int points = traces.points();
        double best = traces.smooth(traces.best());
        double near = best + Math.max(WORTH * traces.learned(), traces.noise());
        int ended = 0;
        while (traces.smooth(ended) > near) {
            ended++;
        }
        boolean wasted = ended < (1 - WASTED) * points;
        double harmless = best + Math.max(HARM * traces.learned(), traces.noise());
        boolean level = traces.mean(traces.end()) <= harmless;
        if (points < 2 * POINTS || !wasted || !level || !(traces.learned() > 0)) {
            return Optional.empty();
        }
        int epoch = traces.epoch(ended);
        int rest = traces.lastEpoch() - epoch;
        return Optional.of(new Diagnosis(
                Kind.PLATEAU,
                epoch,
                "Validation is within " + Figures.of(near - best) + " of its best, " + Figures.of(traces.shown(best))
                        + ", from epoch " + epoch + " and at " + Figures.of(traces.shown(traces.mean(traces.end())))
                        + " at the end; the " + rest + " epochs in between bring no more.",
                "Train about " + epoch + " epochs; the rest does no harm but costs time."));
    }
}

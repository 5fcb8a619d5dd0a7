package dev.plateau.diagnosis;

import java.util.Optional;

/** Tells a learning rate that is far off, from the way a metric moves from epoch to epoch. */
final class Rates {

    /**
     * Epoch noise of single folds on the rows trained on, as a share of what was learned there. Healthy trainings with small batches and
     * dropout stayed below 0.1 in 190 cases.
     */
    private static final double ROUGH = 0.2;

    /** Of the first value: less is no learning rate's fault, but the noise of a metric that has nothing left to gain. */
    private static final double ROUGH_LEVEL = 0.02;

    /** Second differences of fewer points do not tell noise from a bend. */
    private static final int ROUGH_POINTS = 8;

    /** Fewer epochs are too few rather than too small. */
    private static final int STRAIGHT_EPOCHS = 15;

    /**
     * What the second half of a curve gains against the first. An exponential approach reaches 0.7 where its time constant is
     * 1.4 times the epochs seen: half of the way is still ahead.
     */
    private static final double STRAIGHT = 0.7;

    /** The least part of the starting value that a slow curve has left to gain, where a perfect value is known. */
    private static final double LEFT = 0.5;

    private Rates() {}

    /** On training curves: there nothing but the rate, the batches and dropout make noise. */
    static Optional<Diagnosis> tooLarge(Traces traces) {
        if (traces.points() < ROUGH_POINTS) {
            return Optional.empty();
        }
        double noise = traces.foldNoise();
        double learned = traces.learned();
        double scale = Math.abs(traces.smooth(0));
        boolean rough = noise > ROUGH * learned && noise > ROUGH_LEVEL * scale;
        if (!rough) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Kind.LEARNING_RATE_TOO_LARGE,
                traces.lastEpoch(),
                "The training metric jumps by " + Figures.of(noise) + " from epoch to epoch (standard deviation), while it improved by "
                        + Figures.of(learned) + " in all.",
                "Lower the learning rate three to tenfold, or use larger batches."));
    }

    /** A curve that falls as fast in its second half as in its first. */
    static Optional<Diagnosis> tooSmall(Traces traces) {
        int points = traces.points();
        if (points < STRAIGHT_EPOCHS) {
            return Optional.empty();
        }
        Traces.Span start = new Traces.Span(0, traces.spanPoints());
        int centre = (points - traces.spanPoints()) / 2;
        Traces.Span middle = new Traces.Span(centre, centre + traces.spanPoints());
        Change first = traces.change(start, middle);
        Change second = traces.change(middle, traces.end());
        double left = traces.toPerfect(traces.mean(traces.end())) / traces.toPerfect(traces.mean(start));
        boolean straight = first.better() && second.better() && second.mean() < STRAIGHT * first.mean();
        if (!straight || left < LEFT) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Kind.LEARNING_RATE_TOO_SMALL,
                traces.lastEpoch(),
                "The curve is nearly straight: it improved by " + Figures.of(-first.mean()) + " in its first half and by "
                        + Figures.of(-second.mean()) + " in its second (" + second.measure() + ").",
                "Raise the learning rate three to tenfold; at this one it takes many times the epochs."));
    }
}

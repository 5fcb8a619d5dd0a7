package dev.plateau.diagnosis;

import java.util.Optional;

/** Tells a learning rate that is far off, from the way a metric moves from epoch to epoch. */
final class Rates {

    /**
     * Epoch noise of single folds on the rows trained on, as a share of the mean level over the last half. One alone tells little: a
     * training loss near 0 is always jumpy. Of 220 trainings with rates of 0.001 to 0.03, 4 exceeded all three.
     */
    private static final double ROUGH_TRAINING = 0.3;

    /** The same on validation rows. */
    private static final double ROUGH_VALIDATION = 0.2;

    /** The noise on the rows trained on as a share of the first value there: below, it is noise of something that is learned. */
    private static final double ROUGH_START = 0.012;

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

    /** Both metrics jump from epoch to epoch by a good part of their level: steps throw the weights about. */
    static Optional<Diagnosis> tooLarge(Traces validation, Traces training) {
        if (training.points() < ROUGH_POINTS || validation.points() < ROUGH_POINTS) {
            return Optional.empty();
        }
        double trained = training.foldNoise() / training.toPerfect(level(training));
        double validated = validation.foldNoise() / validation.toPerfect(level(validation));
        boolean rough = trained > ROUGH_TRAINING
                && validated > ROUGH_VALIDATION
                && training.foldNoise() > ROUGH_START * training.toPerfect(training.smooth(0));
        if (!rough) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Kind.LEARNING_RATE_TOO_LARGE,
                validation.lastEpoch(),
                "From epoch to epoch a fold jumps by " + Figures.percent(trained)
                        + " of its level on the rows trained on and by " + Figures.percent(validated)
                        + " on validation rows (standard deviation over the last half).",
                "Lower the learning rate three to tenfold, or use larger batches."));
    }

    private static double level(Traces traces) {
        return traces.mean(new Traces.Span(traces.points() / 2, traces.points()));
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
                "The curve is nearly straight: it improved by " + Figures.of(-first.mean())
                        + " in its first half and by " + Figures.of(-second.mean()) + " in its second ("
                        + second.measure() + ").",
                "Raise the learning rate three to tenfold; at this one it takes many times the epochs."));
    }
}

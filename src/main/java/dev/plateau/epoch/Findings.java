package dev.plateau.epoch;

import dev.plateau.curve.FoldCurves;
import dev.plateau.diagnosis.Diagnoses;
import dev.plateau.diagnosis.Diagnosis;
import dev.plateau.diagnosis.Kind;
import dev.plateau.forecast.Forecast;
import dev.plateau.forecast.Forecasts;
import java.util.List;
import java.util.Optional;

/**
 * All that the curves of one configuration tell: the epoch count, what is wrong with the training, and, where it could go on,
 * what more epochs are worth.
 *
 * @param forecast present where the curve has not turned by its last epoch
 */
public record Findings(Advice advice, List<Diagnosis> diagnosis, Optional<Forecast> forecast) {

    /** A forecast looks half as far again as the curve goes, */
    private static final double BEYOND = 0.5;

    /** but at most so many epochs: each is a record. */
    private static final int MOST_BEYOND = 10_000;

    public Findings {
        diagnosis = List.copyOf(diagnosis);
    }

    /** Looks at curves as {@link Advisor#advise(FoldCurves, Rule, double)} does, with the same arguments and errors. */
    public static Findings of(FoldCurves curves, Rule rule, double confidence) {
        List<Diagnosis> diagnosis = Diagnoses.of(curves);
        Advice plain = Advisor.advise(curves, rule, confidence);
        Advice advice = has(diagnosis, Kind.PLATEAU) ? plain.levelledOff() : plain;
        boolean more = plain.stillImproving() || has(diagnosis, Kind.STILL_IMPROVING);
        int beyond = (int) Math.min(MOST_BEYOND, Math.ceil(BEYOND * advice.lastEpoch()));
        return new Findings(
                advice, diagnosis, more ? Optional.of(Forecasts.of(curves, beyond, confidence)) : Optional.empty());
    }

    /** The advice of {@link #of}, without a forecast: that takes longer than everything else. */
    public static Advice advice(FoldCurves curves, Rule rule, double confidence) {
        Advice plain = Advisor.advise(curves, rule, confidence);
        return plain.stillImproving() && has(Diagnoses.of(curves), Kind.PLATEAU) ? plain.levelledOff() : plain;
    }

    private static boolean has(List<Diagnosis> diagnosis, Kind kind) {
        return diagnosis.stream().anyMatch(found -> found.kind() == kind);
    }
}

package dev.plateau.diagnosis;

/**
 * One finding about a training.
 *
 * @param epoch where it shows, from 1: for {@link Kind#OVERFITTING} and {@link Kind#PLATEAU} the last epoch worth training, for
 *     {@link Kind#STILL_IMPROVING} the epoch to extend to, for {@link Kind#DIVERGED} the first epoch that is lost, otherwise the last
 *     epoch looked at
 * @param evidence one sentence with the numbers that it rests on
 * @param next one sentence of what to do about it
 */
public record Diagnosis(Kind kind, int epoch, String evidence, String next) {

    /** @throws IllegalArgumentException if the epoch is below 1 or a sentence is empty */
    public Diagnosis {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be at least 1, got " + epoch);
        }
        if (evidence.isBlank() || next.isBlank()) {
            throw new IllegalArgumentException("a diagnosis needs its evidence and a next step");
        }
    }
}

package dev.plateau.stats.influence;

import java.util.Arrays;
import java.util.List;

/**
 * One value of a parameter, or a range of values with about as many trainings as the other ranges.
 *
 * @param value as people read it
 * @param trainings how many have it
 * @param improving how many of them were best at their last epoch: from one on, what stands here is a lower bound
 * @param epochs geometric mean of the best epochs, with its interval over trainings
 * @param steps likewise
 * @param samples likewise
 */
public record Level(String value, int trainings, int improving, Interval epochs, Interval steps, Interval samples) {

    static Level of(String value, List<Observation> members, double confidence) {
        int improving = (int) members.stream().filter(Observation::improving).count();
        return new Level(
                value,
                members.size(),
                improving,
                interval(members, Unit.EPOCHS, improving, confidence),
                interval(members, Unit.STEPS, improving, confidence),
                interval(members, Unit.SAMPLES, improving, confidence));
    }

    private static Interval interval(List<Observation> members, Unit unit, int improving, double confidence) {
        Interval interval = Bootstrap.geometricMean(logs(members, unit), confidence);
        return improving > 0 ? interval.atLeast() : interval;
    }

    /** NaN where a training does not know its steps or samples. */
    static double[] logs(List<Observation> members, Unit unit) {
        return Arrays.stream(members.stream()
                        .mapToDouble(observation -> observation.of(unit))
                        .toArray())
                .map(Math::log)
                .toArray();
    }
}

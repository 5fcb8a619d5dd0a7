package dev.plateau.stats.influence;

import java.util.List;
import java.util.Locale;

/** What a ratio says, in one sentence. */
final class Wording {

    private Wording() {}

    static String of(String parameter, List<Observation> having, Ratio ratio) {
        String compared = parameter + ": " + ratio.of() + " takes " + bound(ratio) + times(ratio.epochs())
                + " the epochs of " + ratio.to();
        if (Double.isNaN(ratio.epochs().low())) {
            return parameter + ": " + having.size() + " trainings are too few to tell";
        }
        if (ratio.bound() == Ratio.Bound.NONE) {
            return parameter + ": cannot be told; trainings of " + ratio.of() + " and of " + ratio.to()
                    + " were still improving at their last epoch";
        }
        if (!ratio.tells()) {
            return parameter + ": the trainings do not tell (" + ratio.of() + " against " + ratio.to() + ": "
                    + bound(ratio) + times(ratio.epochs()) + " the epochs)";
        }
        return compared + (Double.isNaN(ratio.steps().value()) ? "" : steps(ratio));
    }

    /** The interesting case is the one where epochs and steps disagree. */
    private static String steps(Ratio ratio) {
        return (ratio.steps().value() < 1 ? ", but " : ", and ") + bound(ratio) + times(ratio.steps()) + " the steps";
    }

    private static String bound(Ratio ratio) {
        return switch (ratio.bound()) {
            case AT_LEAST -> "at least ";
            case AT_MOST -> "at most ";
            default -> "";
        };
    }

    private static String times(Interval ratio) {
        String times = number(ratio.value()) + " times";
        if (Double.isNaN(ratio.low())) {
            return times;
        }
        String low = ratio.low() > 0 ? number(ratio.low()) : "";
        String high = Double.isInfinite(ratio.high()) ? "" : number(ratio.high());
        return times + " [" + (low.isEmpty() ? "up to " + high : high.isEmpty() ? "from " + low : low + "–" + high)
                + "]";
    }

    private static String number(double ratio) {
        return String.format(Locale.ROOT, ratio < 1 ? "%.2f" : ratio < 100 ? "%.1f" : "%.0f", ratio);
    }
}

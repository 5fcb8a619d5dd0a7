package dev.plateau.store.track;

import dev.plateau.curve.Goal;
import java.util.Locale;
import java.util.regex.Pattern;

/** By which metric logged runs are ranked when nobody says so, and which way it gets better. */
final class Objective {

    /** Of an experiment to which nothing was logged yet. */
    static final String NONE_YET = "val_loss";

    private static final Pattern SCORES = Pattern.compile(
            ".*(accuracy|precision|recall|score|bleu|auc)(.*)|(.*[^a-z0-9])?(acc|f1|r2|map[0-9]*)([^a-z].*)?");

    private Objective() {}

    /** Less is better; the first logged of the least is the objective. */
    static int rank(String metric) {
        String name = metric.toLowerCase(Locale.ROOT);
        if (name.startsWith("system/")) {
            return 5; // what clients measure of the machine
        }
        if (name.equals("val_loss")) {
            return 0;
        }
        if (name.equals("val_accuracy")) {
            return 1;
        }
        if (name.startsWith("val_")) {
            return 2;
        }
        return name.contains("loss") || SCORES.matcher(name).matches() ? 3 : 4;
    }

    static Goal goal(String metric) {
        return Goal.of(metric)
                .orElse(SCORES.matcher(metric.toLowerCase(Locale.ROOT)).matches() ? Goal.MAXIMIZE : Goal.MINIMIZE);
    }
}

package dev.plateau.server.comparison;

import dev.plateau.compare.Comparison.Finding;
import dev.plateau.compare.Field;
import dev.plateau.curve.Goal;
import dev.plateau.store.Rows.ExperimentRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * What verdicts say in words.
 *
 * @param baseline one of the rows of the field
 */
record Sentences(Field field, Field.Row baseline) {

    private static final double LEAST_P = 0.001;

    /** Of the baseline itself. */
    String ofBaseline() {
        if (field.rows().size() < 2) {
            return name(baseline) + " is alone: add a trial to compare it with.";
        }
        return name(baseline) + " is the baseline"
                + (baseline.why().isEmpty() ? "." : ". Nothing can be tested against it: " + baseline.why() + ".");
    }

    /**
     * Of a trial that was tested.
     *
     * @param mean trial minus baseline
     */
    String tested(Field.Row row, double mean, Finding found) {
        String metric = row.entry().experiment().metric();
        String by = metric + " " + shown(Math.abs(mean)) + (mean < 0 ? " lower" : " higher") + " (95 % interval "
                + shown(found.interval().low()) + " to "
                + shown(found.interval().high()) + ", Holm p "
                + p(found.holm()) + ").";
        return switch (found.verdict()) {
            case BETTER -> name(row) + " is better than " + name(baseline) + ": " + by;
            case WORSE -> name(row) + " is worse than " + name(baseline) + ": " + by;
            case SAME -> name(row) + " and " + name(baseline) + " have the same " + metric + " on every fold.";
            case CANNOT_TELL -> name(row) + " and " + name(baseline) + " cannot be told apart: " + by;
        };
    }

    /**
     * Of a trial that was not.
     *
     * @param apart difference of the means, NaN if they measure different things
     */
    String untested(Field.Row row, double apart) {
        String why = row.why().isEmpty() ? "with one fold there is nothing to test" : row.why();
        String instead;
        if (Double.isNaN(apart)) {
            instead = row.score().count() > 0 ? " Shown instead: its own mean and interval." : "";
        } else {
            instead = " Shown instead: the means, " + shown(Math.abs(apart)) + " apart, which proves nothing.";
        }
        return "Not tested: " + why + "." + instead;
    }

    boolean measuresTheSame(Field.Row row) {
        ExperimentRow one = row.entry().experiment();
        ExperimentRow other = baseline.entry().experiment();
        Goal goal = one.goal();
        return one.metric().equals(other.metric()) && goal == other.goal();
    }

    private String name(Field.Row row) {
        boolean several = field.rows().stream()
                        .map(other -> other.entry().experiment().id())
                        .distinct()
                        .count()
                > 1;
        return (several ? row.entry().experiment().name() + "/" : "")
                + String.format(Locale.ROOT, "t%02d", row.entry().trial().number());
    }

    private static String p(double p) {
        return p < LEAST_P ? "below 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /** Three digits, without an exponent where a person would not write one. */
    private static String shown(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        double size = Math.abs(value);
        return size < 1e-4 || size >= 1e6 ? String.format(Locale.ROOT, "%.2e", value) : rounded.toPlainString();
    }
}

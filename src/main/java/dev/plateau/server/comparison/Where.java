package dev.plateau.server.comparison;

import dev.plateau.compare.At;
import dev.plateau.compare.Budget;
import dev.plateau.compare.Budget.Unit;
import dev.plateau.server.http.Problem;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where scores are read.
 *
 * @param text as a URL says it, a budget with its amount
 */
record Where(String text, At at) {

    private static final Pattern BUDGET = Pattern.compile("(steps|samples|seconds)(?::(\\d{1,15}(?:\\.\\d{1,9})?))?");
    private static final Pattern EPOCH = Pattern.compile("epoch:0*([1-9]\\d{0,6})");

    /**
     * What a text says; throws {@link Problem} if it says nothing.
     *
     * @param budget the amount where the text has none
     */
    static Where of(String text, EqualBudget budget) {
        if (text.isEmpty() || text.equals("last")) {
            return new Where("last", new At.Last());
        }
        if (text.equals("best")) {
            return new Where("best", new At.Best());
        }
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.matches()) {
            return new Where("epoch:" + epoch.group(1), new At.Epoch(Integer.parseInt(epoch.group(1))));
        }
        Matcher spent = BUDGET.matcher(text);
        if (spent.matches()) {
            return spent(spent.group(1), spent.group(2) == null ? "" : spent.group(2), budget);
        }
        throw new Problem(
                HttpStatus.BAD_REQUEST,
                "at must be last, best, epoch:N, steps:N, samples:N or seconds:N with N above 0, got " + text);
    }

    private static Where spent(String name, String amount, EqualBudget budget) {
        Unit unit = Arrays.stream(Unit.values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow();
        double number = amount.isEmpty() ? budget.of(unit) : Double.parseDouble(amount);
        if (!(number > 0)) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    amount.isEmpty()
                            ? "There is no budget that every trial has spent: one has not trained an epoch yet"
                            : "at must be a budget above 0, got " + name + ":" + amount);
        }
        String shown = number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
        return new Where(name + ":" + shown, new At.Spent(new Budget(unit, number)));
    }
}

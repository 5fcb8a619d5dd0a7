package dev.plateau.epoch;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.BackTestCurves.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What {@link Extension} trains and loses on the curves of {@link BackTestCurves}, against the advisor on all their epochs: regret of
 * the test loss at the chosen epoch against the refits' own best, in % of a trivial model's loss, and epochs trained, in % of all.
 *
 * <p>Argument: the file of curves (default: {@code src/test/curves/backtest.csv.gz}).
 */
public final class ExtensionBench {

    private ExtensionBench() {}

    /** What one search came to. */
    private record Outcome(int trained, int epoch) {}

    public static void main(String[] arguments) throws IOException {
        List<Case> cases =
                BackTestCurves.read(Path.of(arguments.length > 0 ? arguments[0] : "src/test/curves/backtest.csv.gz"));
        System.out.printf("%d searches; start, worth: regret, worst loss against all epochs, epochs%n", cases.size());
        int all = BackTestCurves.EPOCHS;
        List<Outcome> whole = cases.stream()
                .map(one ->
                        new Outcome(all, Advisor.advise(first(one, all), 0.95).epoch()))
                .toList();
        print("all epochs", cases, whole, whole);
        for (int start : new int[] {10, 20}) {
            for (double worth : new double[] {0.005, 0.01, 0.02, 0.03}) {
                Extension extension = new Extension(start, all, worth);
                print(
                        start + ", " + worth,
                        cases,
                        cases.stream().map(one -> search(one, extension)).toList(),
                        whole);
            }
        }
    }

    private static Outcome search(Case one, Extension extension) {
        int rung = extension.rung(0);
        Extension.Decision decision = extension.decide(first(one, rung), rung);
        while (decision.more()) {
            rung = decision.epochs();
            decision = extension.decide(first(one, rung), rung);
        }
        return new Outcome(rung, decision.epochs());
    }

    private static FoldCurves first(Case one, int epochs) {
        List<Curve> folds = new ArrayList<>();
        for (double[] fold : one.validation()) {
            folds.add(new Curve(
                    0, folds.size(), Arrays.stream(fold).limit(epochs).boxed().toList()));
        }
        return FoldCurves.of(Goal.MINIMIZE, folds);
    }

    private static void print(String name, List<Case> cases, List<Outcome> outcomes, List<Outcome> whole) {
        double[] regrets = IntStream.range(0, cases.size())
                .mapToDouble(i -> regret(cases.get(i), outcomes.get(i).epoch()))
                .toArray();
        double worst = IntStream.range(0, cases.size())
                .mapToDouble(i -> regrets[i] - regret(cases.get(i), whole.get(i).epoch()))
                .max()
                .orElseThrow();
        double trained = outcomes.stream().mapToInt(Outcome::trained).average().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-12s %.2f %% %6.2f %% %4.0f %%%n",
                name,
                Arrays.stream(regrets).average().orElseThrow(),
                worst,
                100 * trained / BackTestCurves.EPOCHS);
    }

    private static double regret(Case one, int epoch) {
        return one.refits().stream()
                        .mapToDouble(refit ->
                                refit[epoch - 1] - Arrays.stream(refit).min().orElseThrow())
                        .average()
                        .orElseThrow()
                / one.trivial()
                * 100;
    }
}

package dev.plateau.epoch;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.BackTestCurves.Case;
import dev.plateau.epoch.Stopping.Choice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Prints what each rule loses on the curves of {@link BackTestCurves}: the regret is the test loss at the chosen epoch less the
 * least test loss of the same training on all rows, in percent of the loss of a trivial model, mean over 3 trainings and all
 * cases. Then how often the interval holds the best epoch of such a training, how far the estimates are off, and how long
 * advice takes.
 *
 * <p>Argument: the file of curves (default: {@code src/test/curves/backtest.csv.gz}).
 */
public final class BackTestBench {

    private static final double CONFIDENCE = 0.95;

    /** Cases from this one on were trained later, and showed that an earlier auto had been fitted to the others. */
    private static final int NEW = 239;

    private static final int RESAMPLES = 2000;
    private static final long SEED = 1;
    private static final List<String> SETS = List.of("iris", "wine", "breast_cancer", "digits");

    private BackTestBench() {}

    public static void main(String[] arguments) throws IOException {
        List<Case> cases =
                BackTestCurves.read(Path.of(arguments.length > 0 ? arguments[0] : "src/test/curves/backtest.csv.gz"));
        System.out.printf(
                Locale.ROOT,
                "%d cases, %d folds, %d trainings on all rows each, %d epochs%n%n",
                cases.size(),
                BackTestCurves.FOLDS,
                BackTestCurves.REFITS,
                BackTestCurves.EPOCHS);
        rules(cases);
        intervals(cases);
        estimates(cases);
        time(cases);
    }

    static FoldCurves curves(Case one, int folds) {
        return new FoldCurves(
                Goal.MINIMIZE,
                curves(one.validation().subList(0, folds)),
                curves(one.training().subList(0, folds)));
    }

    private static List<Curve> curves(List<double[]> values) {
        return IntStream.range(0, values.size())
                .mapToObj(k ->
                        new Curve(0, k, Arrays.stream(values.get(k)).boxed().toList()))
                .toList();
    }

    private static double regret(Case one, int epoch) {
        return one.refits().stream()
                .mapToDouble(test ->
                        100 * (test[epoch - 1] - Arrays.stream(test).min().orElseThrow()) / one.trivial())
                .average()
                .orElseThrow();
    }

    private static double mean(List<Case> cases, Predicate<Case> which, ToDoubleFunction<Case> value) {
        return cases.stream().filter(which).mapToDouble(value).average().orElse(Double.NaN);
    }

    private static void rules(List<Case> cases) {
        List<Map<Rule, Choice>> choices = cases.stream()
                .map(one -> {
                    Pooled pooled = Pooled.of(curves(one, BackTestCurves.FOLDS));
                    return Rules.all(pooled, pooled.trainingMean(curves(one, BackTestCurves.FOLDS)));
                })
                .toList();
        double[] reference = regrets(cases, choices, Rule.SMOOTHED_MINIMUM);
        System.out.println("rule                       regret  ratio to smoothed_minimum   epochs   spent   "
                + String.join("  ", SETS) + "   old  new");
        for (Rule rule : Rule.values()) {
            double[] regrets = regrets(cases, choices, rule);
            double[] ratio = ratio(regrets, reference);
            StringBuilder sets = new StringBuilder();
            for (String set : SETS) {
                sets.append(String.format(
                        Locale.ROOT,
                        " %6.2f",
                        part(cases, regrets, one -> one.data().equals(set))));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %6.3f  %5.3f [%.2f, %.2f]  %8.1f %8.1f  %s   %.2f %.2f%n",
                    rule.label(),
                    Arrays.stream(regrets).average().orElseThrow(),
                    ratio[0],
                    ratio[1],
                    ratio[2],
                    choices.stream()
                            .mapToInt(c -> of(c, rule).place() + 1)
                            .average()
                            .orElseThrow(),
                    choices.stream()
                            .mapToInt(c -> of(c, rule).spent())
                            .average()
                            .orElseThrow(),
                    sets,
                    part(cases, regrets, one -> one.number() < NEW),
                    part(cases, regrets, one -> one.number() >= NEW));
        }
        System.out.printf(Locale.ROOT, "%-26s %6.3f%n", "last epoch", mean(cases, one -> true, one -> regret(one, 80)));
        System.out.printf(
                Locale.ROOT,
                "%-26s %6.3f%n",
                "auto on one fold",
                mean(cases, one -> true, one -> regret(one, 1 + Rules.auto(Pooled.of(curves(one, 1))))));
        fresh(cases, regrets(cases, choices, Rule.AUTO), reference);
    }

    /** The ratio of auto on the cases that were trained later. */
    private static void fresh(List<Case> cases, double[] auto, double[] reference) {
        int[] late = IntStream.range(0, cases.size())
                .filter(i -> cases.get(i).number() >= NEW)
                .toArray();
        double[] ratio = ratio(
                Arrays.stream(late).mapToDouble(i -> auto[i]).toArray(),
                Arrays.stream(late).mapToDouble(i -> reference[i]).toArray());
        System.out.printf(
                Locale.ROOT,
                "auto on the %d later cases: ratio %.3f [%.2f, %.2f]%n%n",
                late.length,
                ratio[0],
                ratio[1],
                ratio[2]);
    }

    private static double[] regrets(List<Case> cases, List<Map<Rule, Choice>> choices, Rule rule) {
        return IntStream.range(0, cases.size())
                .mapToDouble(i -> regret(cases.get(i), of(choices.get(i), rule).place() + 1))
                .toArray();
    }

    private static Choice of(Map<Rule, Choice> choices, Rule rule) {
        return java.util.Objects.requireNonNull(choices.get(rule));
    }

    private static double part(List<Case> cases, double[] values, Predicate<Case> which) {
        return IntStream.range(0, values.length)
                .filter(i -> which.test(cases.get(i)))
                .mapToDouble(i -> values[i])
                .average()
                .orElse(Double.NaN);
    }

    /** The ratio of the means with its 95 % interval over resampled cases. */
    private static double[] ratio(double[] one, double[] other) {
        Random random = new Random(SEED);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            int[] drawn = random.ints(one.length, 0, one.length).toArray();
            ratios[i] = Arrays.stream(drawn).mapToDouble(j -> one[j]).sum()
                    / Arrays.stream(drawn).mapToDouble(j -> other[j]).sum();
        }
        Arrays.sort(ratios);
        return new double[] {
            Arrays.stream(one).sum() / Arrays.stream(other).sum(),
            ratios[RESAMPLES / 40],
            ratios[RESAMPLES - 1 - RESAMPLES / 40]
        };
    }

    /** "Within noise": a loss above the least by no more than the curve jumps from epoch to epoch. */
    private static void intervals(List<Case> cases) {
        System.out.println("interval at 95 %: holds the best epoch of a training on all rows");
        for (int folds : new int[] {5, 3, 1}) {
            int exact = 0;
            int near = 0;
            int all = 0;
            double width = 0;
            for (Case one : cases) {
                Advice advice = Advisor.advise(curves(one, folds), CONFIDENCE);
                width += advice.high() - advice.low() + 1;
                for (double[] test : one.refits()) {
                    double least = Arrays.stream(test).min().orElseThrow();
                    double inside = Arrays.stream(test, advice.low() - 1, advice.high())
                            .min()
                            .orElseThrow();
                    all++;
                    exact += inside <= least ? 1 : 0;
                    near += inside <= least + jump(test) ? 1 : 0;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %d folds: exactly %.1f %%, or one within noise %.1f %%; mean width %.1f epochs%n",
                    folds,
                    100.0 * exact / all,
                    100.0 * near / all,
                    width / cases.size());
        }
        System.out.println();
    }

    /** Standard deviation of a curve's noise: 1.4826 times the median size of its second differences, over sqrt(6). */
    private static double jump(double[] curve) {
        double[] second = IntStream.range(1, curve.length - 1)
                .mapToDouble(i -> Math.abs(curve[i + 1] - 2 * curve[i] + curve[i - 1]))
                .sorted()
                .toArray();
        return 1.4826 * second[second.length / 2] / Math.sqrt(6);
    }

    private static void estimates(List<Case> cases) {
        List<Double> plain = new ArrayList<>();
        List<Double> corrected = new ArrayList<>();
        List<Double> tibshirani = new ArrayList<>();
        for (Case one : cases) {
            Advice advice = Advisor.advise(curves(one, BackTestCurves.FOLDS), CONFIDENCE);
            double test = one.refits().stream()
                    .mapToDouble(curve -> curve[advice.epoch() - 1])
                    .average()
                    .orElseThrow();
            double bias = one.validation().stream()
                    .mapToDouble(fold ->
                            fold[advice.epoch() - 1] - Arrays.stream(fold).min().orElseThrow())
                    .average()
                    .orElseThrow();
            plain.add(100 * (advice.at().mean() - test) / one.trivial());
            corrected.add(100 * (advice.corrected() - test) / one.trivial());
            tibshirani.add(100 * (advice.at().mean() + bias - test) / one.trivial());
        }
        System.out.println("estimate less test loss, in percent of a trivial model's: mean, mean size");
        off("  over folds", plain);
        off("  corrected", corrected);
        off("  Tibshirani", tibshirani);
        System.out.println();
    }

    private static void off(String name, List<Double> values) {
        System.out.printf(
                Locale.ROOT,
                "%-14s %+.2f %.2f%n",
                name,
                values.stream().mapToDouble(d -> d).average().orElseThrow(),
                values.stream().mapToDouble(Math::abs).average().orElseThrow());
    }

    /** 1,000 trials of 5 folds and 200 epochs: real curves, stretched. */
    private static void time(List<Case> cases) {
        List<FoldCurves> trials = IntStream.range(0, 1000)
                .mapToObj(i -> stretched(cases.get(i % cases.size())))
                .toList();
        for (int round = 0; round < 3; round++) {
            long start = cpuNanos();
            long sum = trials.stream()
                    .mapToLong(trial -> Advisor.advise(trial, CONFIDENCE).epoch())
                    .sum();
            System.out.printf(
                    Locale.ROOT,
                    "advice for 1,000 trials of 5 folds and 200 epochs: %.3f s of CPU (sum of epochs %d)%n",
                    (cpuNanos() - start) / 1e9,
                    sum);
        }
    }

    private static long cpuNanos() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static FoldCurves stretched(Case one) {
        List<double[]> longer = one.validation().stream()
                .map(fold -> IntStream.range(0, 200)
                        .mapToDouble(e -> fold[e * fold.length / 200] + 1e-4 * (e % 3))
                        .toArray())
                .toList();
        return FoldCurves.of(Goal.MINIMIZE, curves(longer));
    }
}
